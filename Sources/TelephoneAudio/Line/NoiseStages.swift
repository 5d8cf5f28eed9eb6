/// Adds a sound that lasts.
struct NoiseStage: LineImpairment {
    private var source: any NoiseSource
    private let gain: Float
    private var drift: SlowGain?

    /// Opens the source.
    ///
    /// - Throws: `missingSound`, `missingTalkers`.
    init(
        _ setting: LineCondition.Noise, place: Int, key: UInt64, sounds: LineSounds
    ) throws(LineError) {
        let random = LineRandom(key: key, part: .noise, place: place)
        gain = Float(
            ActiveSpeechLevel.ratio(
                decibels: AudioClip.speechLevel - setting.ratioDecibels))
        switch setting.source {
        case .white: source = WhiteNoiseSource(random: random)
        case .pink: source = PinkNoiseSource(random: random)
        case .hum(let hertz): source = HumSource(hertz: hertz, random: random)
        case .sound(let name):
            source = RepeatedSource([try sounds.clip(name)], random: random)
        case .babble(let talkers):
            guard !sounds.talkers.isEmpty else { throw .missingTalkers }
            source = RepeatedSource(
                (0..<talkers).map { sounds.talkers[$0 % sounds.talkers.count] }, random: random)
        }
        if setting.driftDecibels > 0 {
            drift = SlowGain(
                decibels: setting.driftDecibels, correlationSeconds: 5,
                random: LineRandom(key: key, part: .noiseDrift, place: place))
        }
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) {
        var noise = frame.map { _ in gain * source.next() }
        drift?.apply(to: &noise)
        for place in frame.indices { frame[place] += noise[place] }
    }
}

/// Adds sounds that come at random times.
struct BurstStage: LineImpairment {
    private struct Burst: Sendable {
        var clip: Int
        var gain: Float
        var place: Int
    }

    private let setting: LineCondition.Bursts
    private let clips: [NoiseClip]
    private var random: LineRandom
    private var wait = 0.0
    private var sounding: [Burst] = []

    /// Finds the sounds.
    ///
    /// - Throws: `missingSound`.
    init(
        _ setting: LineCondition.Bursts, random: LineRandom, sounds: LineSounds
    ) throws(LineError) {
        self.setting = setting
        self.random = random
        var clips: [NoiseClip] = []
        for name in setting.sounds { clips.append(try sounds.clip(name)) }
        self.clips = clips
        wait = nextWait()
    }

    private mutating func nextWait() -> Double {
        random.exponential(mean: 60 / setting.perMinute) * Double(TelephoneFrame.sampleRate)
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) {
        while wait < Double(frame.count) {
            let clip = random.index(below: clips.count)
            let ratio =
                setting.leastRatioDecibels + random.uniform()
                * (setting.greatestRatioDecibels - setting.leastRatioDecibels)
            let gain = ActiveSpeechLevel.ratio(decibels: AudioClip.speechLevel - ratio)
            sounding.append(Burst(clip: clip, gain: Float(gain), place: -Int(wait)))
            wait += nextWait()
        }
        wait -= Double(frame.count)
        for index in sounding.indices {
            let samples = clips[sounding[index].clip].samples
            for place in frame.indices {
                let at = sounding[index].place + place
                guard at >= 0 else { continue }
                guard at < samples.count else { break }
                frame[place] += sounding[index].gain * samples[at]
            }
            sounding[index].place += frame.count
        }
        sounding.removeAll { $0.place >= clips[$0.clip].samples.count }
    }
}
