import ArgumentParser

/// Looks after voices, lines and recognisers.
struct VoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voice",
        abstract: "Build banks of decodes and fit error channels to them.",
        subcommands: [VoiceBankCommand.self])
}
