import TelephoneAudio

/// A line of a list of examples: what it does, joined by `+`, such as `pink:12.5+loss:0.03`.
struct ExampleLine {
    /// What the line does.
    let condition: LineCondition

    private static let known =
        "a preset of docs/channel.md, echo, pink:DB, white:DB, babble:DB, reverb:SECONDS, "
        + "muffle:HERTZ, clip:GAIN, loss:SHARE"
    /// Limit of clipping, of full scale; direct sound against reverberation; frames of a burst of loss;
    /// talkers of a babble: those of the presets.
    private static let (limit, direct, burst, talkers) = (0.35, 3.0, 2.5, 6)

    /// Reads what a line does.
    ///
    /// - Throws: What is no such thing; what is out of range.
    init(_ text: String, at place: String) throws(CommandFailure) {
        var condition = LineCondition(name: text)
        for (number, term) in text.split(separator: "+").map(String.init).enumerated() {
            let parts = term.split(separator: ":").map(String.init)
            if parts.count == 1, term == "echo" {
                condition.echo = LineCondition.preset("echo")?.echo
            } else if parts.count == 1, number == 0, let preset = LineCondition.preset(term) {
                condition = preset
            } else if parts.count == 2, let value = Double(parts[1]), value.isFinite,
                Self.add(parts[0], value, to: &condition)
            {
            } else {
                throw CommandFailure(
                    .badData, "'\(term)' is nothing that a line does; known: \(Self.known)",
                    at: place)
            }
        }
        self.condition = condition
    }

    private static func add(_ kind: String, _ value: Double, to line: inout LineCondition) -> Bool {
        switch kind {
        case "pink": line.noises.append(.init(.pink, ratioDecibels: value))
        case "white": line.noises.append(.init(.white, ratioDecibels: value))
        case "babble":
            line.noises.append(.init(.babble(talkers: talkers), ratioDecibels: value))
        case "reverb":
            line.reverberation = .init(decaySeconds: value, directDecibels: direct)
        case "muffle": line.muffling = .init(cornerHertz: value)
        case "clip": line.clipping = .init(gain: value, limit: limit)
        case "loss": line.loss = .init(share: value, meanBurstFrames: burst)
        default: return false
        }
        return true
    }
}
