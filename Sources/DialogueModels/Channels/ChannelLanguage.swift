package import ModelReading

/// The language of telephone lines and of the recordings that they need.
package enum ChannelLanguage {
    /// Version of the language that this program knows.
    static let version = 1
    private static let name = Field(required: "name", .text(form: "a name"), "its name")
    private static let time = FieldKind.quantity(Quantity(.duration))
    private static let level = FieldKind.quantity(Quantity(.level, from: -30, to: 100))
    private static let frequency = FieldKind.quantity(Quantity(.frequency, excludesLeast: true))
    private static let number = FieldKind.quantity(Quantity(.number, excludesLeast: true))
    private static let path = FieldKind.text(form: "a path")

    package static let root = FieldTable(
        "channel",
        [
            Field(required: "channel", .integer(1...version), "version of this language"),
            name,
            Field("recordings", path, "file of recordings, beside this file"),
            Field("muffling", .mapping(muffling), "loss of the voice's high tones"),
            Field("reverberation", .mapping(reverberation), "the room around a speakerphone"),
            Field("echo", .mapping(echo), "the far end's voice coming back"),
            Field("noises", .list(.tagged(noise)), "sounds that last"),
            Field("bursts", .mapping(bursts), "recordings that come and go"),
            Field("clipping", .mapping(clipping), "overload of the microphone"),
            Field("gainDrift", .mapping(gainDrift), "slow change of level"),
            Field(
                "band", .choice(["telephone", "full"]), default: "telephone",
                "300 to 3400 Hz, or all of 0 to 4000 Hz"),
            Field(
                "codecs", .list(.choice(ChannelFile.codecs.map(\.name))),
                "codings in their order; mulaw alone when left out"),
            Field("loss", .mapping(loss), "lost frames"),
            Field("jitter", .mapping(jitter), "late frames"),
        ])

    private static let muffling = FieldTable(
        "muffling",
        [
            Field(required: "corner", frequency, "corner of the low pass"),
            Field(
                "rate", .quantity(Quantity(.rate)),
                "episodes per time; it lasts all the time when left out"),
            Field("length", time, default: "500ms", "length of an episode"),
            Field("ramp", time, default: "100ms", "length of its beginning and of its end"),
        ])

    private static let reverberation = FieldTable(
        "reverberation",
        [
            Field(required: "decay", time, "time in which it falls by 60 dB, at most 1s"),
            Field(required: "direct", level, "direct sound against reverberation"),
        ])

    private static let echo = FieldTable(
        "echo",
        [
            Field(required: "delay", time, "time until the echo comes, at most 1s"),
            Field(required: "loss", level, "sound against its echo"),
        ])

    private static let noise = TaggedTables("noise", tag: "source") {
        let common = [
            Field(required: "ratio", level, "speech against the noise"),
            Field("drift", level, default: "0dB", "standard deviation of its level"),
        ]
        return [
            FieldTable("white", common), FieldTable("pink", common),
            FieldTable("hum", common + [Field("mains", frequency, default: "50Hz", "lowest tone")]),
            FieldTable(
                "babble",
                common + [Field("talkers", .integer(1...64), default: "6", "people who talk")]),
            FieldTable(
                "recording",
                common + [
                    Field(required: "recording", .text(form: "a name"), "its name"),
                    Field("voices", .flag, "true: it is of people who talk"),
                ]),
        ]
    }

    private static let bursts = FieldTable(
        "bursts",
        [
            Field(required: "rate", .quantity(Quantity(.rate)), "mean number per time"),
            Field(required: "least", level, "least ratio of speech to the sound"),
            Field(required: "greatest", level, "greatest ratio"),
            Field(
                required: "recordings", .list(.text(form: "the name of a recording")),
                "what is heard, each as likely"),
        ])

    private static let clipping = FieldTable(
        "clipping",
        [
            Field(required: "gain", number, "ratio of amplitudes"),
            Field(
                required: "limit", .quantity(Quantity(.number, to: 1, excludesLeast: true)),
                "greatest amplitude, full scale is 1"),
        ])

    private static let gainDrift = FieldTable(
        "gainDrift",
        [
            Field(required: "deviation", level, "standard deviation"),
            Field("correlation", time, default: "5s", "time of its correlation to fall to 1 / e"),
        ])

    private static let loss = FieldTable(
        "loss",
        [
            Field(
                required: "share", .quantity(Quantity(.share, to: 0.9)), "share of frames lost"),
            Field(
                required: "burst", .quantity(Quantity(.number, from: 1)),
                "mean number of frames lost in a row"),
        ])

    private static let jitter = FieldTable(
        "jitter",
        [
            Field(required: "mean", time, "mean extra delay of a frame"),
            Field(
                required: "buffer", .integer(0...50), "frames of 20 ms that the buffer holds back"),
        ])

    package static let recordings = FieldTable(
        "recordings",
        [
            Field(required: "recordings", .integer(1...version), "version of this language"),
            Field("sounds", .named(sound), "recordings that conditions name"),
            Field("talkers", .list(path), "voices of which babble is made, beside this file"),
        ])

    private static let sound = FieldTable(
        "recording", [name, Field(required: "file", path, "WAV or .ulaw, beside this file")])
}
