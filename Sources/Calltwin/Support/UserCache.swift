import DialogueModels
import Foundation

/// What this user's programs keep for the next one; it may be deleted at any time.
enum UserCache {
    /// Trained understanding; nil where the program cannot be told from another build of it.
    static var classifiers: TrainedClassifiers? {
        TrainedClassifiers(
            environment: ProcessInfo.processInfo.environment,
            program: CommandLine.arguments.first ?? "")
    }
}
