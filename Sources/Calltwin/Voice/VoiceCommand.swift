import ArgumentParser

/// Looks after voices, lines and recognisers.
struct VoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voice",
        abstract:
            "Speak over a line, listen, measure recognisers, build banks of decodes, fit channels.",
        subcommands: [
            VoiceRenderCommand.self, VoiceListenCommand.self, VoiceBenchCommand.self,
            VoiceSpeedCommand.self, VoiceBargeInCommand.self,
            VoiceRecordingsCommand.self, VoiceBankCommand.self, VoiceTiersCommand.self,
            VoiceSessionsCommand.self, VoiceDownstreamCommand.self, VoiceExamplesCommand.self,
        ])
}
