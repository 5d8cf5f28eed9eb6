import TwinPrimitives

/// A recording that is repeated without a seam, with its level in the telephone's band.
public struct NoiseClip: Hashable, Sendable {
    /// Samples over which the end fades into the beginning, 10 ms.
    private static let seam = 80

    /// Samples at 8 kHz; their mean square in the telephone's band is 1.
    package let samples: [Float]

    /// Prepares a recording; nil when it is shorter than 20 ms, or silent.
    ///
    /// - Parameter clip: The sound, at any rate.
    public init?(_ clip: AudioClip) {
        var samples = clip.resampled(to: TelephoneFrame.sampleRate).samples
        guard samples.count >= 2 * Self.seam else { return nil }
        let tail = samples.suffix(Self.seam)
        samples.removeLast(Self.seam)
        for (place, sample) in tail.enumerated() {
            let share = (Float(place) + 0.5) / Float(Self.seam)
            samples[place] = share * samples[place] + (1 - share) * sample
        }
        var filter = ButterworthFilter.telephoneBand
        // The first round settles the filter, as the loop will.
        var band = samples
        filter.apply(&band)
        band = samples
        filter.apply(&band)
        let power = band.reduce(0) { $0 + Double($1) * Double($1) } / Double(band.count)
        guard power > 1e-10, power.isFinite else { return nil }
        let gain = Float(1 / power.squareRoot())
        self.samples = samples.map { $0 * gain }
    }
}

/// Recordings that conditions name.
public struct LineSounds: Hashable, Sendable {
    /// A recording and its name.
    package struct Entry: Hashable, Sendable {
        package let name: String
        package let clip: NoiseClip
    }

    /// Recordings with their names, in the order in which they were added.
    package private(set) var named: [Entry] = []
    /// Voices of which babble is made.
    package private(set) var talkers: [NoiseClip] = []

    /// No recordings.
    public init() {}

    /// Adds a sound; an earlier one of the name is replaced.
    public mutating func add(_ clip: NoiseClip, named name: String) {
        named.removeAll { $0.name == name }
        named.append(Entry(name: name, clip: clip))
    }

    /// Adds a voice to make babble of.
    public mutating func add(talker clip: NoiseClip) { talkers.append(clip) }

    /// Names of the recordings.
    public var names: [String] { named.map(\.name) }

    func clip(_ name: String) throws(LineError) -> NoiseClip {
        guard let entry = named.first(where: { $0.name == name }) else {
            throw .missingSound(name: name, known: named.map(\.name))
        }
        return entry.clip
    }
}

/// What a line lacks to be as its condition says.
public enum LineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No recording of that name was given.
    case missingSound(name: String, known: [String])
    /// Babble is asked for, and no voices were given to make it of.
    case missingTalkers
    /// A codec that the caller of the line provides was not given.
    case missingCodec(name: String)
    /// A setting outside its range.
    case outOfRange(setting: String, value: Double, allowed: String)

    /// What is missing.
    public var description: String {
        switch self {
        case .missingSound(let name, let known):
            "error: no sound is named '\(name)'; known: "
                + (known.isEmpty ? "none" : known.joined(separator: ", "))
        case .missingTalkers: "error: babble is made of voices, and none were given"
        case .missingCodec(let name): "error: the line needs the codec \(name), which is not given"
        case .outOfRange(let setting, let value, let allowed):
            "error: \(setting) is \(value); allowed: \(allowed)"
        }
    }
}
