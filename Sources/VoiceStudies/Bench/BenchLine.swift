public import TelephoneAudio
public import VoiceChannel

/// A line of a bench, with who speaks and what is said over it.
public struct BenchLine: Sendable {
    /// Its name in reports.
    public let name: String
    /// The line itself.
    public let choice: LineChoice
    /// Who speaks, in turn.
    public let voices: [Voice]
    /// Whether only strings of digits are said, one by one.
    public let onlyDigits: Bool

    /// What the line does.
    public var condition: LineCondition { choice.condition }
    /// Whether its confidences may calibrate others: those of voices apart are reported apart.
    var calibrates: Bool { voices.first?.engine == .flite }

    /// The four clear voices, which speak over lines that name no others.
    public static let clearVoices = ["slt", "rms", "awb", "kal16"].map {
        Voice(engine: .flite, name: $0)
    }
    /// The person whose recorded words are put together.
    private static let person = Voice(engine: .recorded, name: "en_US_f_Allison")

    /// Reads lines, parted by commas: presets, paths of files, `accents`, `recorded`, `recorded-babble10`.
    ///
    /// - Throws: As `LineChoice`.
    public static func list(_ text: String) throws -> [BenchLine] {
        try text.split(separator: ",").map(String.init).map { name in
            switch name {
            case "accents":
                let accents = VoicePanel.standard.voices.filter { $0.engine == .espeak }
                return try BenchLine(name, "clean", accents)
            case "recorded": return try BenchLine(name, "clean", [person], onlyDigits: true)
            case "recorded-babble10":
                return try BenchLine(name, "babble10", [person], onlyDigits: true)
            default: return try BenchLine(nil, name, clearVoices)
            }
        }
    }

    private init(
        _ name: String?, _ line: String, _ voices: [Voice], onlyDigits: Bool = false
    ) throws {
        choice = try LineChoice(line)
        self.name = name ?? choice.condition.name
        self.voices = voices
        self.onlyDigits = onlyDigits
    }
}
