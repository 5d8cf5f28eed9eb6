import ContactCenter
import DialogueModels
import Foundation
import Scenarios
import TwinSimulation

/// Sessions of a center whose voice agents run their dialogue.
///
/// Reads `models/` below the working folder. A first run of the calls warms what remembers.
enum SessionBenchmarks {
    static let all: [Benchmark] = [
        session("session.surrogate", "a chain of turns", "day-surrogate", nil),
        session("session.channel", "meanings through a fitted channel", "day", "channel"),
        session("session.words", "words through a fitted channel", "day", "channel-words"),
    ]

    /// Some five hundred calls from the beginning of the day.
    private static let seconds = 1800.0

    private static func session(
        _ name: String, _ about: String, _ scenario: String, _ fidelity: String?
    ) -> Benchmark {
        Benchmark(name: name, unit: "session", about: "a session of a center: \(about)") {
            // Training under a simulator of instructions would take longer than all the rest.
            let kept = TrainedClassifiers(
                environment: ProcessInfo.processInfo.environment,
                program: CommandLine.arguments.first ?? "")
            var read = try Scenario(
                path: "models/bench/\(scenario).yaml", classifiers: kept)
            if let fidelity {
                read = try read.varying(path: "voiceAgents.voice.fidelity", to: fidelity)
            }
            var configuration = TwinConfiguration(
                center: read.center, voicePools: read.voicePools, description: read.description)
            configuration.center.horizonSeconds = seconds
            let short = configuration
            let body = {
                let work = try CenterBenchmarks.run(short, receivers: [])
                // Two events a contact there; here a contact is a session.
                return Work(units: work.units / 2, checksum: work.checksum)
            }
            _ = try body()
            return body
        }
    }
}
