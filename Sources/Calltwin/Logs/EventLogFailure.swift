import EventLog
import Foundation

extension CommandFailure {
    /// A failure from a line that reads `place: error: message` or `error: message`.
    init(_ status: ExitStatus, line: String) {
        guard let mark = line.range(of: "error: ") else {
            self.init(status, line)
            return
        }
        let place = line[..<mark.lowerBound]
        self.init(
            status, String(line[mark.upperBound...]),
            at: place.hasSuffix(": ") ? String(place.dropLast(2)) : nil)
    }

    /// The exit code and the one line of a log that cannot be begun.
    init(creating error: EventLogError) {
        if case .inputOutput = error {
            self.init(.cannotCreate, line: error.description)
        } else {
            self.init(error)
        }
    }

    /// The exit code and the one line of a log that cannot be written or read.
    init(_ error: EventLogError) {
        let status: ExitStatus =
            switch error {
            case .noSuchLog: .noInput
            case .notALog, .unreadableContent, .blockTooLarge: .badData
            case .alreadyExists: .cannotCreate
            case .locked: .tryAgain
            case .fromTheFuture: .newerVersion
            case .damaged: .damagedLog
            case .inputOutput, .writerFailed: .inputOutput
            }
        self.init(status, line: error.description)
    }
}
