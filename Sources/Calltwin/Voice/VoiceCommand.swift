import ArgumentParser

/// Voices and recognisers.
struct VoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voice", abstract: "Judge recognisers over a telephone line.",
        subcommands: [VoiceBenchCommand.self])
}
