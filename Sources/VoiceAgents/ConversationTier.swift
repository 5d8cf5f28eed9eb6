public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Sessions that are conversations of a simulated caller with the dialogue engine.
///
/// The caller of the contact center is the caller of the conversation: keys and streams are the same,
/// so two policies meet the same callers, and two fidelities differ in ear and mouth only.
public struct ConversationTier: Sendable {
    /// What a session is run by; its random streams are those of the replication, or of the population.
    public private(set) var conversation: Conversation
    /// The civil date on which simulated time begins.
    public let firstDay: CivilDate
    /// Stands for all that decides what happens in a session.
    public let fingerprint: String
    /// The mix of lines that meets a set defect rate; nil where callers have one line.
    public let defects: SetDefects?
    /// The few callers that stand for all; nil where each caller of the center is a new one.
    public private(set) var population: CallerPopulation?
    /// Random numbers of the replication, by which callers are drawn from a population.
    private var drawn: RandomStreams
    /// Where sessions are kept for other runs; nil keeps none.
    private var kept: KeptSessions?

    /// Stores what sessions are run by.
    ///
    /// - Parameters:
    ///   - conversation: Engine, callers, ear, mouth, latency and world.
    ///   - firstDay: The civil date on which simulated time begins.
    ///   - fingerprint: Equal texts must mean equal sessions.
    ///   - defects: The mix of lines that meets a set defect rate.
    ///   - population: The few callers that stand for all.
    public init(
        conversation: Conversation, firstDay: CivilDate, fingerprint: String,
        defects: SetDefects? = nil, population: CallerPopulation? = nil
    ) {
        self.conversation =
            population.map { conversation.drawing(from: $0.streams) } ?? conversation
        self.firstDay = firstDay
        self.fingerprint = fingerprint
        self.defects = defects
        self.population = population
        drawn = conversation.reducer.streams
        if population != nil { keepMembers() }
    }

    /// Keeps the calls of a population's members, each of which many contacts have.
    private mutating func keepMembers() {
        let memory = SessionMemory(limitBytes: Self.mostBytesOfMembers, kinds: kinds.count)
        kept = KeptSessions(memory: memory, kinds: kinds.map(memory.number))
    }
    private static let mostBytesOfMembers = 1 << 28

    /// The same sessions with the random numbers of another run.
    public func drawing(from streams: RandomStreams) -> ConversationTier {
        var tier = self
        tier.drawn = streams
        if population == nil { tier.conversation = conversation.drawing(from: streams) }
        return tier
    }

    /// The same sessions, which a memory keeps for runs to come and gives back where it has them.
    ///
    /// - Parameter memory: Keeps them; a population keeps its own.
    /// - Returns: The sessions.
    public func keeping(in memory: SessionMemory) -> ConversationTier {
        guard population == nil else { return self }
        var tier = self
        tier.kept = KeptSessions(memory: memory, kinds: kinds.map(memory.number))
        return tier
    }

    /// The same, of callers that keys name and no population stands for: its members by themselves.
    public var ofMembers: ConversationTier {
        var tier = self
        tier.population = nil
        tier.kept = nil
        return tier
    }

    /// What stands for all that decides a session, by the line that its caller has where there are two:
    /// whoever has the same line under two set defect rates has the same session.
    public var kinds: [String] {
        defects.map { set in
            [set.betterLine, set.worseLine].map { "\(set.contentOfCalls) line \($0)" }
        } ?? [fingerprint]
    }

    /// The same sessions, heard by another ear.
    ///
    /// - Parameter ear: Hears; the fingerprint stays, so such sessions are for no run's identity.
    /// - Returns: The sessions.
    public func hearing(by ear: any Ear) -> ConversationTier {
        replacing(conversation.hearing(by: ear))
    }

    /// The same sessions heard another time: what an ear draws is drawn anew, all else is as it was.
    ///
    /// - Parameter number: Which of several independent hearings, from 0, which is that of the sessions.
    /// - Returns: The sessions.
    public func heardAgain(_ number: UInt16) -> ConversationTier {
        number == 0 ? self : replacing(conversation.heardAgain(number))
    }

    /// Whether another hearing of a session may differ.
    public var hearsByChance: Bool { conversation.hearsByChance }

    /// Name of the voice that a caller has in sound, or that an ear takes them to have; nil where it makes
    /// no difference.
    public func voice(of key: DialogueKey) -> String? {
        let member = member(of: key) ?? key
        return conversation.voice(of: member.caller, attempt: member.attempt)
    }

    /// The member of a population that a caller of the center is, with its attempt; nil without a population.
    ///
    /// Sessions of one member and attempt are the same call.
    ///
    /// - Parameter key: Caller and attempt in the center.
    /// - Returns: Caller and attempt among the members.
    public func member(of key: DialogueKey) -> DialogueKey? {
        population?.member(for: key, streams: drawn)
    }

    /// The sessions of a day on which another share of the turns is wrongly understood.
    ///
    /// - Parameter rate: The share, in [0, 1]; what the lines do not reach is as near to it as they do.
    /// - Returns: The sessions; as they are where no defect rate is set.
    public func withDefects(_ rate: Double) -> ConversationTier {
        guard let defects, let mixed = conversation.ear as? MixedLinesEar else { return self }
        let mix = LineMixSearch.mix(for: rate, over: defects.lines)
        return hearing(by: MixedLinesEar(ears: mixed.ears, mix: mix))
    }

    /// The same sessions, parts of which are worked on outside.
    public func workedOnOutside(_ work: OutsideWork) -> ConversationTier {
        replacing(conversation.workedOnOutside(work))
    }

    /// The same sessions, run by something else: those that are kept are none of these.
    private func replacing(_ conversation: Conversation) -> ConversationTier {
        var tier = self
        tier.conversation = conversation
        tier.kept = nil
        if population != nil { tier.keepMembers() }
        return tier
    }

    /// A conversation that begins now.
    ///
    /// - Parameters:
    ///   - key: Whose it is.
    ///   - time: When it begins; tells the civil date and the minute of the day.
    /// - Returns: It, before its first instant.
    public func course(of key: DialogueKey, at time: SimulationTime) -> ConversationCourse {
        ConversationCourse(
            conversation, context: context(of: key, at: time), start: time, keepsRecord: false)
    }

    /// A session that nothing around it reaches, held to its end.
    ///
    /// - Parameters:
    ///   - key: Whose it is.
    ///   - time: When it begins.
    /// - Returns: It, from the memory where sessions are kept there.
    public func session(of key: DialogueKey, at time: SimulationTime) -> RecordedSession {
        let streams = conversation.reducer.streams
        let mix = defects?.found.mix
        // The minute is in a call's records and decides nothing in it.
        var known = context(of: key, at: time)
        known.minuteOfDay = 0
        let kind = mix.map { $0.place(of: known.caller, streams: streams) - $0.better } ?? 0
        guard let kept, let number = kept.kinds[kind] else {
            return RecordedSession(self, of: key, at: time)
        }
        return kept.memory.session(of: number, streams, known) {
            RecordedSession(self, of: key, at: time)
        }
    }

    /// What is known when a conversation begins.
    ///
    /// - Parameters:
    ///   - key: Whose it is.
    ///   - time: When it begins.
    /// - Returns: Caller, attempt, civil date and minute of the day; those of the member of a population.
    public func context(of key: DialogueKey, at time: SimulationTime) -> CallContext {
        if let member = member(of: key) {
            return CallContext(
                caller: member.caller, attempt: member.attempt, today: firstDay,
                minuteOfDay: CallerPopulation.minuteOfDay)
        }
        let minutes = Int(time.nanoseconds / 60_000_000_000)
        return CallContext(
            caller: key.caller, attempt: key.attempt,
            today: firstDay.adding(days: minutes / Self.minutesPerDay),
            minuteOfDay: minutes % Self.minutesPerDay)
    }

    private static let minutesPerDay = 1440
}

extension ConversationTier: Equatable, CustomStringConvertible {
    /// Compares fingerprints and days.
    public static func == (left: Self, right: Self) -> Bool {
        left.fingerprint == right.fingerprint && left.firstDay == right.firstDay
    }

    /// Fingerprint and day, which stand for all that decides sessions in the identity of a run.
    public var description: String { "ConversationTier(\(firstDay) \(fingerprint))" }
}

/// A share of turns that shall be wrongly understood, and the mix of lines that was found for it.
public struct SetDefects: Hashable, Sendable {
    /// The share, in [0, 1].
    public let rate: Double
    /// The better line in use.
    public let betterLine: String
    /// The line that a share of the callers has instead.
    public let worseLine: String
    /// Who has which line.
    public let found: FoundLineMix
    /// How callers were understood over each line, from better to worse, as far as it was measured.
    public let lines: [LineTotals]
    /// Stands for all that decides a call but its line.
    let contentOfCalls: String

    /// Stores what was set and found.
    ///
    /// - Parameters:
    ///   - rate: Share of turns, in [0, 1].
    ///   - found: The mix.
    ///   - lines: Names of all lines, from better to worse.
    ///   - contentOfCalls: Stands for all that decides a call but its line: equal texts must mean that a
    ///     caller has equal calls over equal lines.
    ///   - totals: How callers were understood over them; those that a mix of days needs.
    public init(
        rate: Double, found: FoundLineMix, lines: [String], contentOfCalls: String,
        totals: [LineTotals] = []
    ) {
        self.contentOfCalls = contentOfCalls
        self.rate = rate
        self.found = found
        self.lines = totals
        betterLine = lines[found.mix.better]
        worseLine = lines[min(found.mix.better + 1, lines.count - 1)]
    }
}
