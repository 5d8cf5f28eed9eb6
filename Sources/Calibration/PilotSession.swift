public import TwinPrimitives

/// One session of a pilot of voice agents, as its vendor tells it.
public struct PilotSession: Equatable, Sendable {
    /// How a session ended.
    public enum Outcome: String, CaseIterable, Sendable {
        /// Ended by the voice agent, as served.
        case contained
        /// Passed on to a person.
        case escalated
        /// The caller hung up.
        case abandoned
        /// Broke off by a fault.
        case error
    }

    /// Why a session was passed on.
    public enum Reason: String, CaseIterable, Sendable {
        /// The caller asked for a person.
        case asked
        /// The voice agent understood too little.
        case failures
        /// The voice agent may not serve the request.
        case outOfScope
        /// Any other reason.
        case other
    }

    /// How it ended.
    public var outcome: Outcome
    /// Its length, in seconds, > 0.
    public var seconds: Double
    /// The caller's turns, the last one begun included; at least 1.
    public var turns: Int
    /// Latencies turn by turn, in seconds; nil where not told.
    public var latencies: [Double]?
    /// Median and 95 % quantile of its latencies, in seconds.
    public var latencyQuantiles: (median: Double, high: Double)?
    /// Turns that the voice agent did not understand and did not act on.
    public var misunderstood: Int?
    /// Whether it did something that the caller did not ask for.
    public var wrongAction: Bool?
    /// Whether the caller came back about the same request.
    public var cameBack: Bool?
    /// Why it was passed on.
    public var reason: Reason?
    /// The day it began on, as a number.
    public var day: Int?

    /// Stores a session.
    public init(
        outcome: Outcome, seconds: Double, turns: Int, latencies: [Double]? = nil,
        latencyQuantiles: (median: Double, high: Double)? = nil, misunderstood: Int? = nil,
        wrongAction: Bool? = nil, cameBack: Bool? = nil, reason: Reason? = nil, day: Int? = nil
    ) {
        self.outcome = outcome
        self.seconds = seconds
        self.turns = turns
        self.latencies = latencies
        self.latencyQuantiles = latencyQuantiles
        self.misunderstood = misunderstood
        self.wrongAction = wrongAction
        self.cameBack = cameBack
        self.reason = reason
        self.day = day
    }

    /// Whether the caller left it unserved, so that its last turn was not finished.
    public var isBroken: Bool { outcome == .abandoned || outcome == .error }
    /// Turns that were finished.
    public var finishedTurns: Int { isBroken ? turns - 1 : turns }
    /// Finished turns that were acted on; nil where it is not told what was not understood.
    public var acceptedTurns: Int? { misunderstood.map { max(finishedTurns - $0, 0) } }

    /// Compares all that is told.
    public static func == (left: Self, right: Self) -> Bool {
        left.outcome == right.outcome && left.seconds == right.seconds
            && left.turns == right.turns && left.latencies == right.latencies
            && left.latencyQuantiles?.median == right.latencyQuantiles?.median
            && left.latencyQuantiles?.high == right.latencyQuantiles?.high
            && left.misunderstood == right.misunderstood
            && left.wrongAction == right.wrongAction && left.cameBack == right.cameBack
            && left.reason == right.reason && left.day == right.day
    }
}

/// A column of a pilot's file.
public enum PilotColumn: String, CaseIterable, Sendable {
    case outcome
    case duration
    case turns
    case latencies
    case latencyP50
    case latencyP95
    case misunderstood
    case wrongAction
    case cameBack
    case reason
    case start

    /// Columns without which nothing can be fitted.
    public static let required: [PilotColumn] = [.outcome, .duration, .turns]

    /// What it holds.
    public var meaning: String {
        switch self {
        case .outcome: "contained, escalated, abandoned or error"
        case .duration: "seconds, such as 93.5, or m:ss"
        case .turns: "the caller's turns, from 1"
        case .latencies: "seconds from the end of speech to the answer, turn by turn: 0.9 1.4 1.1"
        case .latencyP50: "median latency of the session in seconds"
        case .latencyP95: "95 % quantile of its latencies in seconds"
        case .misunderstood: "turns not understood and not acted on (no-match, reprompt)"
        case .wrongAction: "yes or no: something was done that the caller did not ask for"
        case .cameBack: "yes or no: the caller came back about the same request"
        case .reason: "of an escalation: asked, failures, outOfScope or other"
        case .start: "date, such as 2026-11-02, with or without a time"
        }
    }
}

/// What is wrong with a pilot's file as a whole.
public enum PilotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The header lacks a column.
    case missingColumn(location: SourceLocation, column: PilotColumn, wanted: String, got: [String])
    /// A column is mapped to a name that is no column of a pilot.
    case unknownColumn(String)
    /// Two columns have one name.
    case repeatedColumn(location: SourceLocation, name: String)
    /// The file has no usable row; `first` says what is wrong with the first one.
    case noRows(location: SourceLocation, problems: Int, first: String?)
    /// Too many rows cannot be used; `first` says what is wrong with the first of them.
    case tooManyProblems(location: SourceLocation, problems: Int, rows: Int, first: String)

    /// The fact with its remedy.
    public var description: String {
        switch self {
        case .missingColumn(_, let column, let wanted, let got):
            "no column '\(wanted)' (\(column.meaning)); name it with "
                + "--column \(column.rawValue)=NAME; columns of the file: "
                + got.joined(separator: ", ")
        case .unknownColumn(let name):
            "unknown column '\(name)'; known: "
                + PilotColumn.allCases.map(\.rawValue).joined(separator: ", ")
        case .repeatedColumn(_, let name):
            "two columns are named '\(name)'; rename or remove one"
        case .noRows(_, let problems, let first):
            problems == 0
                ? "the file has no session; give a line for each"
                : "none of its \(problems) rows can be used; the first is \(first ?? "")"
        case .tooManyProblems(_, let problems, let rows, let first):
            "\(problems) of \(rows) rows cannot be used, more than one in five: what is left may "
                + "tell of other sessions than the pilot's; the first is \(first)"
        }
    }

    /// Where it is.
    public var location: SourceLocation? {
        switch self {
        case .missingColumn(let location, _, _, _), .noRows(let location, _, _),
            .tooManyProblems(let location, _, _, _), .repeatedColumn(let location, _):
            location
        case .unknownColumn: nil
        }
    }
}
