import DialogueEngine
public import TelephoneAudio

extension LineCondition {
    /// Digest of all that a line does to sound: settings, recordings and the voices of babble.
    ///
    /// - Parameter sounds: Its recordings and voices.
    /// - Returns: Equal texts for equal lines, on every machine; in hexadecimal digits.
    public func content(with sounds: LineSounds) -> String {
        var digest = Digest()
        digest.add("\(self)")
        for entry in sounds.named {
            digest.add(entry.name)
            entry.clip.add(to: &digest)
        }
        for talker in sounds.talkers { talker.add(to: &digest) }
        return String(digest.value, radix: 16)
    }
}

extension NoiseClip {
    fileprivate func add(to digest: inout Digest) {
        digest.add(samples.count)
        for sample in samples { digest.add(UInt64(sample.bitPattern)) }
    }
}
