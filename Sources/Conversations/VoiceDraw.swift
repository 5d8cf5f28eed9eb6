public import TwinPrimitives

/// Which of several voices a caller has, the same in all of the caller's calls and under every policy.
public enum VoiceDraw {
    /// Draws a voice and one of its variants.
    ///
    /// - Parameters:
    ///   - caller: The caller.
    ///   - shares: Share of the callers that each voice speaks for, > 0; not empty, any sum.
    ///   - variants: Number of variants of each voice, > 0, each as likely.
    ///   - streams: Random numbers of the replication.
    /// - Returns: Places among the voices and among the variants of that one.
    public static func place(
        of caller: CallerKey, shares: [Double], variants: [Int], streams: RandomStreams
    ) -> (voice: Int, variant: Int) {
        var rest = streams.uniform(.voice, caller) * shares.reduce(0, +)
        let voice = shares.firstIndex { share in
            rest -= share
            return rest < 0
        }
        let found = voice ?? shares.count - 1
        let place = streams.uniform(.voice, caller, draw: 1) * Double(variants[found])
        return (found, Int(place))
    }
}
