extension LineCondition {
    /// Named conditions; `docs/channel.md` gives the source of each number.
    public static let presets: [LineCondition] = measured + ablations

    /// The preset of a name.
    public static func preset(_ name: String) -> LineCondition? {
        presets.first { $0.name == name }
    }

    /// Conditions of single effects, and a line of a mobile telephone with several.
    private static let measured: [LineCondition] = [
        make("clean"),
        make("alaw") { $0.codecs = [.companded(.aLaw)] },
        make("noise20") { $0.noises = [Noise(.pink, ratioDecibels: 20)] },
        make("noise10") { $0.noises = [Noise(.pink, ratioDecibels: 10)] },
        make("noise5") { $0.noises = [Noise(.pink, ratioDecibels: 5)] },
        make("white20") { $0.noises = [Noise(.white, ratioDecibels: 20)] },
        make("hum20") { $0.noises = [Noise(.hum(hertz: 50), ratioDecibels: 20)] },
        make("babble20") { $0.noises = [Noise(.babble(talkers: 6), ratioDecibels: 20)] },
        make("babble10") { $0.noises = [Noise(.babble(talkers: 6), ratioDecibels: 10)] },
        make("babble5") { $0.noises = [Noise(.babble(talkers: 6), ratioDecibels: 5)] },
        make("crowd15") {
            $0.noises = [Noise(.sound("people-talking"), ratioDecibels: 15, isOfVoices: true)]
        },
        make("bursts") { $0.bursts = street(perMinute: 6) },
        make("loss2") { $0.loss = Loss(share: 0.02, meanBurstFrames: 2.5) },
        make("loss5") { $0.loss = Loss(share: 0.05, meanBurstFrames: 2.5) },
        make("loss10") { $0.loss = Loss(share: 0.1, meanBurstFrames: 2.5) },
        make("jitter") { $0.jitter = Jitter(meanSeconds: 0.015, bufferFrames: 3) },
        make("reverb") {
            $0.reverberation = Reverberation(decaySeconds: 0.4, directDecibels: 3)
        },
        make("muffled") { $0.muffling = Muffling(cornerHertz: 1500) },
        make("clipping") { $0.clipping = Clipping(gain: 12, limit: 0.35) },
        make("drift") { $0.gainDrift = GainDrift(decibels: 3) },
        make("echo") { $0.echo = Echo(delaySeconds: 0.08, lossDecibels: 25) },
        make("gsm") { $0.codecs = [.companded(.muLaw), .gsmFullRate] },
        make("mobile") {
            $0.codecs = [.gsmFullRate, .companded(.muLaw)]
            $0.noises = [Noise(.pink, ratioDecibels: 25)]
            $0.gainDrift = GainDrift(decibels: 2)
            $0.loss = Loss(share: 0.01, meanBurstFrames: 2.5)
        },
    ]

    /// The eight presets of tau-voice, as far as the line carries them.
    ///
    /// Accents are the voices', behaviour the caller's: the line is the same with and without. All
    /// presets with audio effects lose 2 % of the frames; the published ablations lose 0.5 %, which
    /// is the variant `control-audio-published`.
    private static let ablations: [LineCondition] =
        ["control", "control-accents", "control-behavior", "control-accents-behavior"].map {
            make($0)
        }
        + ["control-audio", "control-audio-accents", "control-audio-behavior", "regular"].map {
            make($0) { disturb(&$0, loss: 0.02) }
        }
        + [make("control-audio-published") { disturb(&$0, loss: 0.005) }]

    private static func disturb(_ condition: inout LineCondition, loss: Double) {
        condition.noises = [
            Noise(
                .sound("people-talking"), ratioDecibels: 15, driftDecibels: 3, isOfVoices: true)
        ]
        condition.bursts = street(perMinute: 1)
        condition.muffling = Muffling(cornerHertz: 1500, episodesPerMinute: 4)
        condition.loss = Loss(share: loss, meanBurstFrames: 5)
    }

    private static func street(perMinute: Double) -> Bursts {
        Bursts(
            perMinute: perMinute, leastRatioDecibels: -5, greatestRatioDecibels: 10,
            sounds: ["car-horn", "dog-bark", "engine-idling", "ringing-phone", "siren"])
    }

    private static func make(
        _ name: String, _ change: (inout LineCondition) -> Void = { _ in }
    ) -> LineCondition {
        var condition = LineCondition(name: name)
        change(&condition)
        return condition
    }
}
