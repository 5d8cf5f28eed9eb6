import ArgumentParser
import Foundation
import Glibc
import Projections
import Scenarios
import TwinPrimitives
import VoiceStudies

/// What every command that runs a scenario takes.
struct ScenarioOptions: ParsableArguments {
    @Argument(help: "Scenario file.")
    var scenario: String

    @Option(help: "Set a value of the scenario: PATH=VALUE; may be repeated.")
    var set: [String] = []

    @Option(
        parsing: .unconditional,
        help: "Seed of the random streams; the scenario's own when left out.")
    var seed: UInt64?

    @OptionGroup var processors: WorkerOptions

    /// Processors to use.
    var workers: Int { processors.workers }

    /// Reads the scenario and sets values.
    func read() throws(CommandFailure) -> Scenario {
        var settings: [(path: String, value: String)] = []
        for setting in set {
            guard let equals = setting.firstIndex(of: "=") else {
                throw CommandFailure.usage("--set '\(setting)'; known: PATH=VALUE")
            }
            let path = String(setting[..<equals])
            guard !settings.contains(where: { $0.path == path }) else {
                throw CommandFailure.usage("--set \(path) is given twice")
            }
            settings.append((path, String(setting[setting.index(after: equals)...])))
        }
        do throws(ScenarioError) {
            var read = try Scenario(
                path: scenario, classifiers: UserCache.classifiers, sound: MachineSound())
            for setting in settings {
                read = try read.varying(path: setting.path, to: setting.value)
            }
            return read
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Refuses results for which a bank of decodes lacked too many utterances.
    func checkCoverage(_ scenario: Scenario) throws(CommandFailure) {
        do throws(ScenarioError) {
            try scenario.checkCoverage()
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension CommandFailure {
    /// The exit code and the one line of a scenario that cannot be used.
    init(_ error: ScenarioError) {
        self.init(
            ExitStatus(rawValue: error.exitCode) ?? .badData, error.problem,
            at: error.location?.description)
    }
}

/// A progress bar on the standard error, only where somebody can see it.
final class ProgressBar: @unchecked Sendable {
    private let lock = NSLock()
    private let title: String
    private var shown = -1

    init(_ title: String) { self.title = title }

    /// Shows a share of the work, in [0, 1].
    func show(_ share: Double) {
        guard Terminal.standardError.isTerminal else { return }
        lock.lock()
        defer { lock.unlock() }
        let percent = Int(min(max(share, 0), 1) * 100)
        guard percent > shown else { return }
        shown = percent
        let width = max(min(Terminal.standardError.width - title.count - 10, 50), 10)
        let full = width * percent / 100
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
        let line = "\r\(title) [\(bar)] \(percent) %"
        FileHandle.standardError.write(Data((percent == 100 ? line + "\n" : line).utf8))
    }
}
