import ContactCenter
import ContactCenterEvents
import ModelReading
import TwinPrimitives
import VoiceAgents

/// Where contacts go that a pool of voice agents does not take, and when it is open.
extension ScenarioDecoder {
    /// Adds share, hours and overflow to a pool.
    func decodeAccess(_ reader: MappingReader, _ pool: inout VoicePoolConfiguration) throws {
        pool.share = try reader.number("share")
        pool.whenFull = try overflow(reader, "whenFull")
        pool.otherwise = try overflow(reader, "otherwise")
        pool.whenClosed = try overflow(reader, "whenClosed")
        if let hours = try reader.optionalMapping("hours") {
            pool.hours = try self.hours(hours)
        }
    }

    private func overflow(_ reader: MappingReader, _ key: String) throws -> VoiceOverflow {
        switch try reader.text(key) {
        case "human": return .human
        case "lost": return .lost
        case let name:
            let number = try number(
                of: name, in: poolNames, what: "target (human, lost) or voice-agent pool",
                location: reader.location(of: key), key: reader.path(of: key))
            return .pool(VoicePoolID(UInt16(number)))
        }
    }

    private func hours(_ reader: MappingReader) throws -> OpenHours {
        let (open, close) = (
            try Self.clock(reader, "open"), try Self.clock(reader, "close")
        )
        guard open < close else { throw reader.invalid("open", "should be before close") }
        var days = weekdayWords
        if let items = try reader.optionalItems("days") {
            guard calendar != nil else {
                throw reader.noEffect("days", "the scenario has no calendar")
            }
            days = []
            for item in items {
                guard let word = item.node.scalar, weekdayWords.contains(word) else {
                    throw ModelReadingError.unknownChoice(
                        location: item.node.location, key: reader.path(of: "days"),
                        text: item.node.scalar ?? item.node.shape, known: weekdayWords)
                }
                days.append(word)
            }
        }
        let starts =
            calendar == nil
            ? grid.dayStarts
            : grid.days.filter { days.contains($0.weekday?.word ?? "") }.map(\.start)
        return OpenHours(starts.map { ($0 + open)..<($0 + close) })
    }

    private var weekdayWords: [String] { ScenarioLanguage.weekdayWords }

    /// Checks that pools pass contacts on in no circle, and that no key of theirs is without effect.
    static func checkOverflow(
        _ parts: DecodedParts, _ plan: OperatingPlan, _ readers: [MappingReader]
    ) throws {
        for (number, reader) in readers.enumerated() {
            let pool = parts.voicePools[number]
            let id = VoicePoolID(UInt16(number))
            let moved = plan.levers.filter { $0.pool == id }.flatMap(\.changes).map(\.setting)
            let isRefused = plan.faults.contains { fault in
                fault.effects.contains { $0.pool == id && $0.effect.refusesSessions > 0 }
            }
            if reader.has("whenFull"), pool.sessions == nil, !moved.contains(.sessions) {
                throw reader.noEffect("whenFull", "sessions are unlimited")
            }
            if reader.has("otherwise"), pool.share == 1, !moved.contains(.share) {
                throw reader.noEffect("otherwise", "all of its callers are offered to it (share)")
            }
            if reader.has("whenClosed"), pool.hours == nil, !moved.contains(.operation), !isRefused
            {
                throw reader.noEffect(
                    "whenClosed",
                    "the pool is always open (hours, a lever's operation, a fault that refuses "
                        + "sessions)")
            }
            if reachable(from: number, parts).contains(number) {
                throw ScenarioError.invalid(
                    location: reader.node.location,
                    what: "\(reader.place) passes contacts on to pools that pass them back to it; "
                        + "let one of them end with human or lost")
            }
        }
    }

    /// The pools that a pool passes contacts on to, directly or by others.
    static func reachable(from pool: Int, _ parts: DecodedParts) -> Set<Int> {
        var found: Set<Int> = []
        var open = [pool]
        while let number = open.popLast() {
            for next in parts.voicePools[number].passesTo where found.insert(next).inserted {
                open.append(next)
            }
        }
        return found
    }

    /// The pools that contacts of a type may come to.
    static func pools(of type: ContactTypeConfiguration, _ parts: DecodedParts) -> Set<Int> {
        guard let first = type.firstServedBy.map({ Int($0.rawValue) }) else { return [] }
        return reachable(from: first, parts).union([first])
    }
}

extension VoicePoolConfiguration {
    /// The numbers of the pools that it passes contacts on to.
    var passesTo: [Int] {
        [whenFull, otherwise, whenClosed].compactMap { target in
            guard case .pool(let pool) = target else { return nil }
            return Int(pool.rawValue)
        }
    }

    /// Whether it may lose contacts instead of passing them on.
    var losesContacts: Bool { [whenFull, otherwise, whenClosed].contains(.lost) }
}
