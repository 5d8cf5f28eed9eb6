import Conversations
public import TwinPrimitives

/// The voices of simulated callers, with the share of callers that each speaks for.
///
/// The shares are a choice, not a measurement: most callers speak with the clear voices of flite, an
/// eighth with accents of espeak-ng, which recognisers find hard. Rate and pitch vary within a voice
/// and make no voice of their own: hold out all variants of a voice together.
public struct VoicePanel: Hashable, Sendable {
    /// A voice with its callers.
    public struct Member: Hashable, Sendable {
        /// Who speaks.
        public let engine: Voice.Engine
        /// Name within the engine.
        public let name: String
        /// Share of the callers, > 0; the shares of a panel need not add up to 1.
        public let share: Double
        /// Ways of speaking, each for the same part of the share; at least one.
        public let variants: [Voice]

        /// Describes a voice of the panel.
        ///
        /// - Parameters:
        ///   - engine: Who speaks.
        ///   - name: Name within the engine.
        ///   - share: Share of the callers, > 0.
        ///   - rates: Speeds relative to the voice's own; at least one.
        ///   - pitches: Pitch at each of the speeds.
        public init(
            engine: Voice.Engine, name: String, share: Double, rates: [Double] = [1],
            pitches: [Double] = [1]
        ) {
            precondition(share > 0 && !rates.isEmpty && rates.count == pitches.count)
            self.engine = engine
            self.name = name
            self.share = share
            variants = zip(rates, pitches).map {
                Voice(engine: engine, name: name, rate: $0, pitch: $1)
            }
        }
    }

    /// The voices; at least one.
    public let members: [Member]

    /// Stores a panel.
    ///
    /// - Parameter members: The voices; at least one.
    public init(_ members: [Member]) {
        precondition(!members.isEmpty, "somebody must speak")
        self.members = members
    }

    /// The voice of a caller, the same in all of the caller's calls and under every policy.
    ///
    /// - Parameters:
    ///   - caller: The caller.
    ///   - streams: Random numbers of the replication.
    /// - Returns: One of `voices`.
    public func voice(of caller: CallerKey, streams: RandomStreams) -> Voice {
        let place = VoiceDraw.place(
            of: caller, shares: members.map(\.share), variants: members.map(\.variants.count),
            streams: streams)
        return members[place.voice].variants[place.variant]
    }

    /// All voices with all variants.
    public var voices: [Voice] { members.flatMap(\.variants) }

    /// The same panel with Piper's voices as well, which take the given share of all callers.
    ///
    /// - Parameters:
    ///   - names: Names of voices; none leaves the panel as it is.
    ///   - share: Their share together, in (0, 1).
    /// - Returns: The larger panel.
    public func adding(piper names: [String], share: Double = 0.2) -> VoicePanel {
        let others = members.reduce(0) { $0 + $1.share }
        return VoicePanel(
            members
                + names.map {
                    Member(
                        engine: .piper, name: $0,
                        share: others * share / (1 - share) / Double(names.count),
                        rates: [0.9, 1, 1.12], pitches: [1, 1, 1])
                })
    }

    /// The agent's voice.
    public static let agent = Voice(engine: .flite, name: "slt")

    /// The panel that every machine with flite and espeak-ng can speak: the same callers everywhere.
    public static let standard = VoicePanel(
        [
            Member(
                engine: .flite, name: "slt", share: 22, rates: [0.9, 1, 1.12],
                pitches: [0.95, 1, 1.05]),
            Member(
                engine: .flite, name: "rms", share: 22, rates: [0.9, 1, 1.12], pitches: [1, 1, 1]),
            Member(
                engine: .flite, name: "awb", share: 22, rates: [0.9, 1, 1.12],
                pitches: [0.95, 1, 1.05]),
            Member(
                engine: .flite, name: "kal16", share: 22, rates: [0.9, 1, 1.12],
                pitches: [0.95, 1.05, 1.15]),
        ]
            + [
                "en-us-nyc", "en-gb-x-rp", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-gbcwmd",
                "en-029",
            ].map {
                Member(
                    engine: .espeak, name: $0, share: 2, rates: [0.85, 0.95], pitches: [0.95, 1.1])
            })
}
