public import TelephoneAudio

/// What the network of acknowledgements is fitted to: the first sounds of speech into a prompt, as line,
/// canceller and detector leave them.
public struct OpeningExample: Sendable {
    /// Sound after the speech, seconds: the detector sees its end.
    private static let followingSeconds = 0.5

    /// 20 values for each of 35 steps of 20 ms, -9 where nothing was heard.
    public private(set) var energies: [Float] = []
    /// Steps that were heard; 0 where the detector found no speech.
    public private(set) var steps = 0
    /// Seconds from the speech's first sample to where the detector puts its beginning; nil where it found
    /// none.
    public private(set) var onsetSeconds: Double?

    /// Has speech carried into a prompt.
    ///
    /// - Parameters:
    ///   - speech: Speech at 8 kHz, as loud as it goes into the line.
    ///   - start: Sample of the prompt at which it begins, >= 0.
    ///   - prompt: The prompt at 8 kHz.
    ///   - line: A line at its beginning.
    public init(
        _ speech: [Float], from start: Int, into prompt: [Float], over line: inout TelephoneLine
    ) {
        var hearing = LineHearing(nil)
        var opening: OpeningSound?
        let rate = Double(TelephoneFrame.sampleRate)
        let end = start + speech.count + Int(Self.followingSeconds * rate)
        for first in stride(from: 0, to: end, by: TelephoneFrame.sampleCount)
        where opening?.isFull != true {
            let said = Self.frame(of: prompt, at: 0, first)
            let carried = line.carry(Self.frame(of: speech, at: start, first), farEnd: said)
            let heard = hearing.hear(carried, farEnd: said, isPrompting: true)
            let next = first + TelephoneFrame.sampleCount
            if case .started(let seconds)? = heard.change, opening == nil, next > start {
                onsetSeconds = seconds - Double(start) / rate
                var sound = OpeningSound()
                sound.hear(hearing.opening)
                opening = sound
            } else {
                opening?.hear(heard.sound)
            }
        }
        steps = opening?.steps ?? 0
        energies = opening?.energies ?? []
        let whole = OpeningSound.stepCount * MelCepstra.telephone.filterCount
        energies += [Float](repeating: Self.silence, count: whole - energies.count)
    }

    private static let silence: Float = -9

    private static func frame(of sound: [Float], at start: Int, _ first: Int) -> [Float] {
        (first..<first + TelephoneFrame.sampleCount).map { place in
            sound.indices.contains(place - start) ? sound[place - start] : 0
        }
    }
}
