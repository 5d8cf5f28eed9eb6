import ArgumentParser

/// Voices and recognisers.
struct VoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voice",
        abstract: "Judge recognisers over a telephone line, and keep banks of their decodes.",
        subcommands: [VoiceBenchCommand.self, VoiceBankCommand.self])
}
