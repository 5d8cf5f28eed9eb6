import Conversations
public import DecodeBank
import DialogueEngine
import TwinPrimitives
import VoiceAgents

/// Channels fitted to a bank, with their checks on what is left out.
public struct BankFit: Sendable {
    /// The channels.
    public let channels: FittedChannels
    /// Decodes that they are fitted to.
    public let decodes: Int
    /// Turns that they are fitted to.
    public let turns: Int
    private let records: [BankRecord]
    private let labelled: [LabelledTurn]

    /// Holds the bank's calls again for what callers meant, and fits both channels to its decodes.
    ///
    /// - Parameters:
    ///   - bank: The bank.
    ///   - callers: Callers file that it was built of; nil for the one that it names.
    /// - Throws: `DecodeBankError` where the bank does not say what it was built of, or is empty;
    ///   `otherBank` for callers that it was not built of; what is wrong with the callers.
    public init(_ bank: UtteranceBank, callers: String? = nil) throws {
        guard let description = try bank.description() else {
            throw DecodeBankError.damaged(
                path: bank.path, reason: "it does not say what it was built of")
        }
        if let callers {
            try BankClaim.checkCallers(
                of: bank.path, description.callers, callers, or: "leave --callers out")
        }
        let inputs = try BankInputs(
            callers: callers ?? description.callers,
            today: CivilDate(description.day) ?? BankDay.today, seed: description.seed)
        let calls = try Self.calls(of: bank, description, inputs)
        // What is said into prompts may pass for an acknowledgement by its sound, which is a law of
        // its own; what does not is heard by its words.
        let all = try Self.unique(calls, of: bank)
        let current = all.filter { !ListeningState.parts(of: $0.key.state).isIntoPrompt }
        let untold = Self.untoldAcknowledgements(calls)
        let turns = Self.labelled(
            current + all.filter { untold.contains($0.key) }, meant: calls.map(\.speech), inputs)
        let prompts = Self.intoPrompts(calls)
        channels = FittedChannels(
            words: try WordChannelFitter.fit(current, prompts: prompts),
            meanings: try MeaningChannelFitter.fit(
                turns, calls: Self.labelled(calls, inputs), prompts: prompts),
            provenance: [
                "bank": bank.path, "decodes": "\(current.count)",
                "turns": "\(turns.count)", SpeakerPanel.fact: try bank.panel().text,
            ])
        decodes = current.count
        self.turns = turns.count
        records = current
        labelled = turns
    }

    /// The checks: one voice left out at a time, and one condition where there are several.
    ///
    /// - Throws: `DecodeBankError.noEntries` where there is one voice only.
    public func checks() throws(DecodeBankError) -> [ChannelFitReport] {
        var reports = [
            try MeaningChannelCheck.leavingOneVoiceOut(labelled),
            try WordChannelCheck.leavingOneVoiceOut(records),
        ]
        if Set(labelled.map(\.condition)).count > 1 {
            reports.append(try MeaningChannelCheck.leavingOneConditionOut(labelled))
            reports.append(try WordChannelCheck.leavingOneConditionOut(records))
        }
        return reports
    }

    /// An utterance of a call with its decode.
    private struct Heard {
        var speech: HeardSpeech
        var record: BankRecord
    }

    /// What the bank's calls say over each line, by its latest recogniser.
    ///
    /// What earlier rounds of building decoded and no call says any more is left out.
    private static func calls(
        of bank: UtteranceBank, _ description: BankDescription, _ inputs: BankInputs
    ) throws -> [Heard] {
        let records = try bank.records()
        guard let setup = records.last?.key.recogniser else {
            throw DecodeBankError.noEntries(what: "channels")
        }
        let known = Dictionary(records.map { ($0.key, $0) }) { $1 }
        var heard: [Heard] = []
        for condition in try bank.conditions() {
            let address = inputs.address(
                condition: condition, draws: description.draws, setup: setup)
            let speeches = try inputs.utterances(
                calls: description.calls, over: address, of: bank)
            heard += speeches.compactMap { speech in
                known[address.key(of: speech, streams: inputs.streams)]
                    .map { Heard(speech: speech, record: $0) }
            }
        }
        return heard
    }

    /// The decodes of calls, each once, in the bank's order.
    private static func unique(_ calls: [Heard], of bank: UtteranceBank) throws -> [BankRecord] {
        let keys = Set(calls.map(\.record.key))
        return try bank.records().filter { keys.contains($0.key) }
    }

    /// What is said into prompts, each decode once.
    private static func intoPrompts(_ calls: [Heard]) -> [SpeechIntoPrompts] {
        var known: Set<DecodeKey> = []
        return SpeechIntoPrompts.fit(
            calls.compactMap { heard in
                guard heard.speech.isIntoPrompt, known.insert(heard.record.key).inserted else {
                    return nil
                }
                return SpeechIntoPrompts.Said(
                    condition: heard.record.key.speaker.condition,
                    isAcknowledgement: heard.speech.isAcknowledgement,
                    isTaken: heard.record.entry.isAcknowledgement)
            })
    }

    /// The decodes of acknowledgements into prompts whose sound did not tell them.
    private static func untoldAcknowledgements(_ calls: [Heard]) -> Set<DecodeKey> {
        Set(
            calls.filter {
                $0.speech.isIntoPrompt && $0.speech.isAcknowledgement
                    && !$0.record.entry.isAcknowledgement
            }.map(\.record.key))
    }

    /// What became of what callers meant by decodes.
    private static func labelled(
        _ records: [BankRecord], meant said: [HeardSpeech], _ inputs: BankInputs
    ) -> [LabelledTurn] {
        labeller(inputs).label(
            records,
            meant: SpokenMeanings(said, model: inputs.model, state: { inputs.state($0) }))
    }

    /// What became of each utterance of calls, with its caller.
    private static func labelled(_ calls: [Heard], _ inputs: BankInputs) -> [LabelledTurn] {
        let labeller = labeller(inputs)
        return calls.filter { !$0.speech.isIntoPrompt }.flatMap { heard in
            let meant = SpokenMeanings(
                [heard.speech], model: inputs.model, state: { inputs.state($0) })
            return labeller.label([heard.record], meant: meant).map { turn in
                var turn = turn
                turn.caller = heard.speech.caller.ordinal
                return turn
            }
        }
    }

    private static func labeller(_ inputs: BankInputs) -> MeaningLabeller {
        let questions = ListeningState.questions(in: inputs.model)
        return MeaningLabeller(
            model: inputs.model,
            context: CallContext(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
                today: inputs.today, minuteOfDay: CallerPopulation.minuteOfDay)
        ) {
            MeaningLabeller.Situation(question: questions[$0])
        }
    }
}
