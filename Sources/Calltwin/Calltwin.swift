import ArgumentParser

/// The `calltwin` command: a list of subcommands and nothing else.
struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calltwin",
        abstract: "A simulator and digital twin of a contact center with AI voice agents.",
        subcommands: [
            RunCommand.self, ProjectCommand.self, OverstayCommand.self, CalibrateCommand.self,
            ErlangCommand.self,
            TheoryCommand.self, ImportCommand.self, ReplayCommand.self, LogCommand.self,
            CheckCommand.self, TalkCommand.self, DialogueCommand.self, NLUCommand.self,
            VoiceCommand.self, LatencyCommand.self,
        ])
}
