import ContactCenterEvents
import TestSupport
import Testing
import TwinPrimitives

struct EventGatherer: EventSink {
    var events: [ContactCenterEvent] = []
    var times: [SimulationTime] = []

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        events.append(event)
        times.append(time)
    }
}

@Suite("Rows of events")
struct EventRowTests {
    /// Encodes, decodes and compares.
    private func expectRoundTrip(
        _ events: [(ContactCenterEvent, SimulationTime)], sourceLocation: Testing.SourceLocation
    ) throws {
        var encoder = EventRowEncoder(blockBytes: 1 << 20, attachment: Array("{}".utf8))
        for (event, time) in events { encoder.encode(event, at: time) }
        let count = encoder.eventCount
        let payload = encoder.takeBlock { Array($0) }
        var gathered = EventGatherer()
        var decoder = EventRowDecoder()
        try payload.withUnsafeBytes { try decoder.decode($0, count: count, into: &gathered) }
        #expect(gathered.events == events.map(\.0), sourceLocation: sourceLocation)
        #expect(gathered.times == events.map(\.1), sourceLocation: sourceLocation)
    }

    @Test("of every kind come back with any values", arguments: EventKind.allCases)
    func roundTrip(kind: EventKind) throws {
        var generator = SplitMix(seed: UInt64(kind.rawValue))
        var time: Int64 = 0
        var events: [(ContactCenterEvent, SimulationTime)] = []
        for _ in 0..<500 {
            // Arrivals between, so that predictions are learnt; steps of every size.
            let step = UInt64.random(in: 0 ... .max, using: &generator)
            time &+= Int64(step >> UInt64.random(in: 15...63, using: &generator))
            time = min(time, .max / 2)
            let other = Bool.random(using: &generator) ? EventKind.contactArrived : kind
            events.append(
                (
                    EveryKind.random(other, using: &generator), SimulationTime(nanoseconds: time)
                ))
        }
        try expectRoundTrip(events, sourceLocation: #_sourceLocation)
    }

    @Test("of all kinds mixed come back, over several blocks of one encoder")
    func mixed() throws {
        var generator = SplitMix(seed: 99)
        for _ in 0..<20 {
            let events = (0..<300).map { index in
                let kind = EventKind.allCases.randomElement(using: &generator) ?? .runEnded
                return (
                    EveryKind.random(kind, using: &generator),
                    SimulationTime(nanoseconds: Int64(index) * 1_000_003)
                )
            }
            try expectRoundTrip(events, sourceLocation: #_sourceLocation)
        }
    }

    @Test("keep instants that go back, lie far apart or before the start")
    func clock() throws {
        let event = ContactCenterEvent.contactQueued(ContactQueued(contact: ContactID(1)))
        let times: [Int64] = [
            -5, -5, 0, 1 << 24, 1 << 25, 1 << 50, 3, .max, .min, (1 << 48) - 1, 1 << 49, 0,
        ]
        try expectRoundTrip(
            times.map { (event, SimulationTime(nanoseconds: $0)) },
            sourceLocation: #_sourceLocation)
    }

    @Test("an answered and ended contact takes as few bytes as the coding promises")
    func predicted() {
        var encoder = EventRowEncoder(blockBytes: 4096)
        let contact = ContactID(0)
        let second: Int64 = 1_000_000_000
        let before = encoder.takeBlock { $0.count }
        encoder.encode(
            .contactArrived(
                ContactArrived(
                    contact: contact, contactType: ContactTypeID(2),
                    caller: CallerKey(contactType: ContactTypeID(2), ordinal: 0), attempt: 0,
                    cause: .first, priority: 0)), at: SimulationTime(nanoseconds: second))
        encoder.encode(
            .contactAnswered(ContactAnswered(contact: contact, agent: AgentID(500))),
            at: SimulationTime(nanoseconds: second))
        encoder.encode(
            .contactEnded(
                ContactEnded(contact: contact, agent: AgentID(500), durationRecorded: true)),
            at: SimulationTime(nanoseconds: 2 * second))
        // Arrival 5 + 1, answer 1 + 1 + 2, end 5 + 2.
        #expect(encoder.takeBlock { $0.count } - before == 6 + 4 + 7)
    }

    @Test("garbage gives a typed error or events, never a trap")
    func garbage() {
        var generator = SplitMix(seed: 5)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...300, using: &generator)
            var bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if length >= 4, Bool.random(using: &generator) {
                bytes.replaceSubrange(0..<4, with: [UInt8(max(0, length - 4) & 0xFF), 0, 0, 0])
            }
            var gathered = EventGatherer()
            var decoder = EventRowDecoder()
            bytes.withUnsafeBytes { raw in
                _ = #expect(throws: EventRowError.self) {
                    try decoder.decode(raw, count: 1_000, into: &gathered)
                }
            }
        }
    }

    @Test("every cut of a payload is an error")
    func cut() {
        var encoder = EventRowEncoder(blockBytes: 4096, attachment: Array("{}".utf8))
        for (event, time) in EveryKind.events { encoder.encode(event, at: time) }
        let count = encoder.eventCount
        let payload = encoder.takeBlock { Array($0) }
        for length in 0..<payload.count {
            var gathered = EventGatherer()
            var decoder = EventRowDecoder()
            Array(payload.prefix(length)).withUnsafeBytes { raw in
                _ = #expect(throws: EventRowError.self) {
                    try decoder.decode(raw, count: count, into: &gathered)
                }
            }
        }
    }
}
