import ContactCenter
import ContactCenterEvents
import EventLog
import Experiments
import Foundation
import Projections
import RunLogs
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

/// Gathers what a replayed log says.
private struct Replayed: EventSink, ~Copyable {
    var events: [TimedEvent] = []
    var fold: CenterFold

    init(_ configuration: CenterFoldConfiguration) { fold = CenterFold(configuration) }

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        events.append(TimedEvent(event, at: time))
        fold.record(event, at: time)
    }
}

/// Deterministic laws on every run, over random centers that draw all features.
///
/// A failure prints the seed with the least horizon and the fewest features that still fail.
@Suite("Laws of every run")
struct LawsOnEveryRunTests {
    /// More of them with `CALLTWIN_SEEDS=n`, for a longer search.
    private static var seeds: Range<UInt64> {
        let text = ProcessInfo.processInfo.environment["CALLTWIN_SEEDS"]
        return 0..<(text.flatMap { UInt64($0) } ?? 300)
    }

    /// Halves the horizon, then leaves features out, half of them, a quarter, one by one, as long as
    /// the failure stays.
    private func smallest(
        _ seed: UInt64, _ failure: (RandomTwin) -> String?
    ) -> String {
        var found = RandomTwin(seed: seed)
        func fails(_ twin: RandomTwin) -> Bool {
            guard failure(twin) != nil else { return false }
            found = twin
            return true
        }
        while found.horizon > 100,
            fails(RandomTwin(seed: seed, features: found.features, horizon: found.horizon / 2))
        {}
        var size = max(found.features.count / 2, 1)
        while true {
            let list = Feature.allCases.filter { found.features.contains($0) }
            for start in stride(from: 0, to: list.count, by: size) {
                let fewer = found.features.subtracting(list[start..<min(start + size, list.count)])
                if fewer.count < found.features.count {
                    _ = fails(RandomTwin(seed: seed, features: fewer, horizon: found.horizon))
                }
            }
            if size == 1 { break }
            size /= 2
        }
        let names = Feature.allCases.filter { found.features.contains($0) }.map { "\($0)" }
        return "seed \(seed), horizon \(found.horizon) s, features \(names): "
            + (failure(found) ?? "")
    }

    @Test("nobody idles beside a contact that may be taken, and no event breaks a rule")
    func rules() {
        var answers = 0
        for seed in Self.seeds {
            func complaint(_ random: RandomTwin) -> String? {
                var book = RuleBook(random.twin.center)
                book.judge(SmallCenter.events(random.twin, seed: random.seed))
                answers += book.answers
                return book.complaint
            }
            if complaint(RandomTwin(seed: seed)) != nil {
                Issue.record("\(smallest(seed, complaint))")
            }
        }
        #expect(answers > 30 * Self.seeds.count)
    }

    @Test("no contact is lost, Little's law holds to the nanosecond, the log gives all of it back")
    func conservationAndReplay() throws {
        for seed in Self.seeds {
            func complaint(_ random: RandomTwin) -> String? {
                do { return try replayComplaint(random) } catch { return "\(error)" }
            }
            if complaint(RandomTwin(seed: seed)) != nil {
                Issue.record("\(smallest(seed, complaint))")
            }
        }
    }

    private func replayComplaint(_ random: RandomTwin) throws -> String? {
        let twin = random.twin
        let live = try ReplicationRunner(twin, seed: random.seed, jobs: 1, perInterval: true)
        let files = SimulatedFiles()
        let sink = SinkReceiver(
            try LogSink(
                directory: "log", description: twin.description,
                run: RunStarted(
                    seed: random.seed, replication: 0, behaviourVersion: behaviourVersion),
                source: [], files: files))
        let tally = live.tally(0, alsoTo: [sink])
        _ = try sink.sink.finish()
        if let violation = tally.violation() { return violation }
        if tally.ignoredEvents != 0 { return "\(tally.ignoredEvents) events are ignored" }
        var replayed = Replayed(
            try CenterFoldConfiguration(twin.description, perInterval: true))
        _ = try LogReplay.run("log", into: &replayed, verification: .chain, files: files)
        if replayed.fold.tally() != tally { return "the replayed tally differs" }
        let events = SmallCenter.events(twin, seed: random.seed)
        if replayed.events != events { return "the replayed events differ" }
        return stateComplaint(twin.center, events)
            ?? endComplaint(
                replayed.fold.state(at: events.last?.time ?? .zero), twin.center, events)
    }

    /// The state that the log gives by `evolve` against the books, now and then.
    private func stateComplaint(
        _ center: CenterConfiguration, _ events: [TimedEvent]
    ) -> String? {
        var state = ContactCenter.CenterState(center, largestStaffing: center.largestStaffing)
        var book = RuleBook(center)
        for (number, timed) in events.enumerated() {
            state.evolve(timed.event, at: timed.time)
            book.now = timed.time.nanoseconds
            book.judge(timed.event)
            guard number % 17 == 0 || number == events.count - 1 else { continue }
            for queue in book.queues.indices {
                let type = ContactTypeID(UInt16(queue))
                if Int(state.queues.length(type)) != book.queues[queue].count
                    || state.queues.first(type)?.contact.rawValue != book.queues[queue].first
                    || Int(state.queues.callbackLength(type)) != book.callbacks[queue].count
                {
                    return "event \(number): queue \(queue) differs from the books"
                }
            }
            for group in center.agentGroups.indices
            where Int(state.agents.idleCount(AgentGroupID(UInt16(group)))) != book.idleCount(group)
            {
                return "event \(number): idle agents of group \(group) differ from the books"
            }
            if state.linesInUse != book.lines {
                return "event \(number): \(state.linesInUse) hold lines, not \(book.lines)"
            }
        }
        return book.complaint
    }

    /// The projection's state at the end against the books.
    private func endComplaint(
        _ state: Projections.CenterState, _ center: CenterConfiguration, _ events: [TimedEvent]
    ) -> String? {
        var book = RuleBook(center)
        book.judge(events)
        if state.contactsInside != book.inside { return "the projection's contacts differ" }
        if state.awaitingCallback != book.callbacks.reduce(0, { $0 + $1.count }) {
            return "the projection's callbacks differ"
        }
        return nil
    }

    @Test("one worker and two give the same tallies and the same bytes")
    func workers() async throws {
        for seed in Self.seeds.prefix(40) {
            let twin = RandomTwin(seed: seed).twin
            let alone = try ReplicationRunner(twin, seed: seed, jobs: 1, perInterval: true)
            let two = try ReplicationRunner(twin, seed: seed, jobs: 2, perInterval: true)
            let first = await alone.run(0..<3) { $1 }
            let second = await two.run(0..<3) { $1 }
            #expect(first == second, "seed \(seed)")
            async let left = logBytes(twin, seed)
            async let right = logBytes(twin, seed)
            let (one, other) = try await (left, right)
            #expect(one == other && !one.isEmpty, "seed \(seed)")
        }
    }

    private func logBytes(_ twin: TwinConfiguration, _ seed: UInt64) async throws -> [UInt8] {
        let files = SimulatedFiles()
        let sink = SinkReceiver(
            try LogSink(
                directory: "log", description: twin.description,
                run: RunStarted(seed: seed, replication: 0, behaviourVersion: behaviourVersion),
                source: [], files: files))
        _ = try ReplicationRunner(twin, seed: seed, jobs: 1).tally(0, alsoTo: [sink])
        _ = try sink.sink.finish()
        return files["log/seg-0000000000.twl"] ?? []
    }
}

extension CenterConfiguration {
    /// Agents of each group who can be there at once: plans rounded up, or all who have a shift.
    fileprivate var largestStaffing: [Int] {
        agentGroups.map { group in
            group.shifts?.reduce(0) { $0 + $1.agents }
                ?? Int((group.staffing.counts.max() ?? 0).rounded(.up))
        }
    }
}
