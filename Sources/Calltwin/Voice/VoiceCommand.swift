import ArgumentParser

/// Looks after voices, lines and recognisers.
struct VoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voice",
        abstract:
            "Measure recognisers and barge-in, build banks of decodes, fit channels, compare fidelities.",
        subcommands: [
            VoiceBenchCommand.self, VoiceSpeedCommand.self, VoiceBargeInCommand.self,
            VoiceRecordingsCommand.self, VoiceBankCommand.self, VoiceTiersCommand.self,
            VoiceSessionsCommand.self, VoiceDownstreamCommand.self, VoiceExamplesCommand.self,
        ])
}
