public import TwinPrimitives

/// Which of several lines each caller has, from better to worse.
///
/// Two neighbouring lines are in use: a share of the callers has the worse one. The draw is the
/// caller's own, the same for all attempts, so a larger share only moves callers to the worse line,
/// and a step up to the next pair of lines does so as well.
public struct LineMix: Hashable, Sendable {
    /// Place of the better line in use.
    public var better: Int
    /// Share of the callers who have the line after it, in [0, 1].
    public var worseShare: Double

    /// Stores a mix.
    public init(better: Int, worseShare: Double) {
        precondition((0...1).contains(worseShare), "a share lies between 0 and 1")
        self.better = better
        self.worseShare = worseShare
    }

    /// Place of the line of a caller.
    ///
    /// - Parameters:
    ///   - caller: The caller.
    ///   - streams: Random numbers of the run.
    /// - Returns: `better`, or the place after it.
    public func place(of caller: CallerKey, streams: RandomStreams) -> Int {
        better + (streams.uniform(.lineQuality, caller) < worseShare ? 1 : 0)
    }
}

/// Hears each caller over the line that a mix gives them.
public struct MixedLinesEar: Ear {
    /// The ears of all lines, from better to worse.
    public let ears: [any Ear]
    /// Who has which line.
    public let mix: LineMix

    /// Makes an ear of ears.
    ///
    /// - Parameters:
    ///   - ears: One for each line that the mix uses, and those before it.
    ///   - mix: Who has which line.
    public init(ears: [any Ear], mix: LineMix) {
        precondition(
            ears.indices.contains(mix.better)
                && (mix.worseShare == 0 || mix.better + 1 < ears.count),
            "a mix of lines that there are not")
        self.ears = ears
        self.mix = mix
    }

    private func ear(of speech: HeardSpeech, _ streams: RandomStreams) -> any Ear {
        ears[mix.place(of: speech.caller, streams: streams)]
    }

    /// What the ear of the caller's line makes of an utterance.
    public func hear(_ speech: HeardSpeech, streams: RandomStreams) -> EarReading {
        ear(of: speech, streams).hear(speech, streams: streams)
    }

    /// What that ear hears of the beginning of an utterance.
    public func hearBeginning(_ speech: HeardSpeech, streams: RandomStreams) -> String {
        ear(of: speech, streams).hearBeginning(speech, streams: streams)
    }

    /// Whether any of the ears leaves something to chance.
    public var hearsByChance: Bool { ears.contains(where: \.hearsByChance) }

    /// As the ear of the caller's line takes it.
    public func voice(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> String? {
        ears[mix.place(of: caller, streams: streams)]
            .voice(of: caller, attempt: attempt, streams: streams)
    }
}
