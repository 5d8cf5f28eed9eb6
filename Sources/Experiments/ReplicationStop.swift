import Foundation
import TwinSimulation

/// Ends the process when a replication needs more than the simulator can number.
///
/// The one place below the command line that ends a process: a result would be wrong, no other
/// replication of the scenario would fare better, and `ReplicationRunner.run` promises a result for
/// each number. A release build gives no word with a failed precondition, so this does.
enum ReplicationStop {
    /// Prints the one line of an error to the standard error and ends the process with status 1, a
    /// run that failed.
    static func now(_ error: SimulationError) -> Never {
        FileHandle.standardError.write(Data("error: \(error)\n".utf8))
        // Other workers are still at work: nothing is torn down beneath them.
        _exit(1)
    }
}
