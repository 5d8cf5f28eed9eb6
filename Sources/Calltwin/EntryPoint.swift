import ArgumentParser

/// Parses the arguments, runs the subcommand and turns every failure into one line and an exit code.
@main
enum EntryPoint {
    static func main() async {
        do {
            var command = try RootCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            CommandExit.now(after: error)
        }
    }
}
