public import ContactCenterEvents
public import EventLog
import RunLogs
public import TwinPrimitives

/// Events of a made-up center, the same for the same arguments on every machine.
public struct SyntheticRun: Sendable {
    /// The events in order of time.
    public var events: [ContactCenterEvent] = []
    /// Their instants.
    public var times: [SimulationTime] = []

    /// The description that goes with them.
    public static let description = RunDescription(
        name: "synthetic", start: "2026-01-05T08:00:00", contactTypes: ["a", "b", "c", "d"],
        agentGroups: ["one"], voicePools: [])

    /// Calls that arrive every 60 to 1,000 ms, wait for one in eight, and are served by 960 agents.
    public static func small(calls: UInt32) -> SyntheticRun {
        var run = SyntheticRun()
        var pending: [(time: Int64, event: ContactCenterEvent)] = []
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func draw(_ bound: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % bound)
        }
        pending.append((0, .runStarted(RunStarted(seed: 7, replication: 0, behaviourVersion: 1))))
        var now: Int64 = 0
        var ordinals = [UInt32](repeating: 0, count: 4)
        for number in 0..<calls {
            now += 60_000_000 + draw(940_000_000)
            let type = Int(draw(4))
            let contact = ContactID(number)
            pending.append(
                (
                    now,
                    .contactArrived(
                        ContactArrived(
                            contact: contact, contactType: ContactTypeID(UInt16(type)),
                            caller: CallerKey(
                                contactType: ContactTypeID(UInt16(type)), ordinal: ordinals[type]),
                            attempt: 0, cause: .first, priority: 0))
                ))
            ordinals[type] += 1
            var start = now
            if draw(8) == 0 {
                pending.append((now, .contactQueued(ContactQueued(contact: contact))))
                start += draw(30_000_000_000)
                if draw(15) == 0 {
                    pending.append((start, .contactAbandoned(ContactAbandoned(contact: contact))))
                    continue
                }
            }
            let agent = AgentID(UInt32(draw(960)))
            let end = start + 30_000_000_000 + draw(400_000_000_000)
            pending.append(
                (start, .contactAnswered(ContactAnswered(contact: contact, agent: agent))))
            pending.append(
                (
                    end,
                    .contactEnded(
                        ContactEnded(contact: contact, agent: agent, durationRecorded: true))
                ))
        }
        let order = pending.indices.sorted { (pending[$0].time, $0) < (pending[$1].time, $1) }
        for index in order {
            run.events.append(pending[index].event)
            run.times.append(SimulationTime(nanoseconds: pending[index].time))
        }
        let last = run.times.last ?? .zero
        run.events.append(.runEnded(RunEnded(contacts: calls)))
        run.times.append(last)
        return run
    }

    /// Writes the events as a log.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - seed: Seed in the identity of the log.
    ///   - options: Compression and size of segments.
    ///   - files: The file system.
    /// - Returns: What the log holds.
    /// - Throws: `EventLogError`.
    public func write(
        to directory: String, seed: UInt64 = 7, options: EventLogWriter.Options = .init(),
        files: any FileAccess
    ) throws(EventLogError) -> LogSummary {
        var sink = try LogSink(
            directory: directory, description: Self.description,
            run: RunStarted(seed: seed, replication: 0, behaviourVersion: 1), options: options,
            files: files)
        for (event, time) in zip(events, times) { sink.record(event, at: time) }
        return try sink.finish()
    }
}
