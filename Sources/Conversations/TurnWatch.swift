public import DialogueEngine

/// What a turn of the caller came to, held against what the caller meant.
public struct JudgedTurn: Hashable, Sendable {
    /// Number of the turn in its call, from 0.
    public var number: UInt16
    /// What became of its one main meaning.
    public var fate: MeaningFate
    /// What the engine did with it; nil when it needed no decision, as with a keypad or a remark.
    public var action: DecidedAction?
    /// Probability of the best reading, as the engine decided on it; zero without one.
    public var score: Score

    /// Whether its one main meaning came through as it was meant.
    public var isRight: Bool { fate == .right }

    /// Whether the engine acted on it without asking back.
    public var isAccepted: Bool { action == .accept || action == .confirmImplicitly }

    /// Stores the parts.
    public init(number: UInt16, fate: MeaningFate, action: DecidedAction?, score: Score) {
        self.number = number
        self.fate = fate
        self.action = action
        self.score = score
    }
}

/// Compares what the engine understands with what was meant, utterance by utterance.
///
/// Utterances reach the engine in the order in which they are closed. An utterance is judged by its one
/// main meaning, in the light of the question that it answered: the intent, the value, the yes or no.
/// Remarks count as right when they are taken for remarks; sounds that mean nothing are no turns.
struct TurnWatch {
    private struct Meant {
        var main: MainMeaning
        var truth: Interpretation
        var question: Question?
    }

    /// Utterances that the engine has not read yet; nil for those without a meaning.
    private var waiting: [Meant?] = []
    private var turns: UInt16 = 0
    /// Turns that were not understood as they were meant.
    private(set) var misunderstood = 0
    /// Utterances that the engine has read.
    private(set) var utterancesRead = 0

    /// An utterance is on its way to the engine.
    mutating func closed(_ truth: Interpretation, question: Question?) {
        waiting.append(
            MainMeaning(truth, question: question).map {
                Meant(main: $0, truth: truth, question: question)
            })
    }

    /// The engine has read the first utterance that was on its way.
    ///
    /// - Parameter records: What it noted.
    /// - Returns: The turn; nil when the utterance meant nothing.
    mutating func read(_ records: [DialogueRecord]) -> JudgedTurn? {
        guard !waiting.isEmpty else { return nil }
        utterancesRead += 1
        guard let meant = waiting.removeFirst() else { return nil }
        var heard = Interpretation()
        var decision: DecisionReport?
        for record in records {
            switch record.event {
            case .parsed(let meaning): heard = meaning
            case .decided(let report): decision = decision ?? report
            default: break
            }
        }
        let fate = Self.fate(heard, meant)
        defer {
            turns += turns < .max ? 1 : 0
            misunderstood += fate == .right ? 0 : 1
        }
        return JudgedTurn(
            number: turns, fate: fate, action: decision?.action,
            score: decision?.best ?? .zero)
    }

    private static func fate(_ heard: Interpretation, _ meant: Meant) -> MeaningFate {
        func fate<Found: Equatable>(_ found: Found?, of wanted: Found?) -> MeaningFate {
            found == nil ? .nothing : found == wanted ? .right : .other
        }
        switch meant.main {
        case .wish(let intent):
            let found = heard.intents.first { $0.probability >= heard.outOfScope }
            return fate(found?.intent, of: intent)
        case .value(let slot):
            return fate(heard.value(of: slot)?.value, of: meant.truth.value(of: slot)?.value)
        case .yesNo(let isYes): return fate(heard.yesNo?.isYes, of: isYes)
        case .remark(let remark): return fate(heard.remark, of: remark)
        }
    }
}

/// Compares what the engine does with what the caller wanted.
struct DeedWatch {
    /// Flows that came to their end, each once.
    private(set) var completed: [FlowID] = []
    /// Tools called with a wrong value, or for a wish that the caller does not have.
    private(set) var wrongActions: UInt16 = 0

    mutating func note(_ records: [DialogueRecord]) {
        for record in records {
            guard case .flow(let flow, .completed) = record.event, !completed.contains(flow)
            else { continue }
            completed.append(flow)
        }
    }

    /// A tool is called.
    ///
    /// - Parameter isWrong: Whether the wish or a value is not the caller's.
    mutating func act(isWrong: Bool) {
        if isWrong, wrongActions < .max { wrongActions += 1 }
    }

    /// Whether all wishes were served, given by the flows that they start; nil never is.
    func hasServed(_ flows: [FlowID?]) -> Bool {
        flows.allSatisfy { flow in flow.map { completed.contains($0) } ?? false }
    }
}
