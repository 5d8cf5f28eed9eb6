import ArgumentParser
import Conversations
import DecodeBank
import DialogueEngine
import Foundation
import Reporting
import TwinPrimitives

/// Fits error channels to a bank.
struct VoiceBankFitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fit the channels of words and meanings, and check them on what is left out.",
        discussion: """
            Each channel is checked by leaving out one voice at a time, and one condition at a time; all folds \
            are printed. A condition that is left out is predicted by the others together: what is rejected \
            there says how far a channel may not be carried.
            """)

    @Argument(help: "The bank (SQLite).")
    var bank: String

    @Option(help: "Callers file (YAML) that the bank was built of; by itself the one it names.")
    var callers: String?

    @Option(help: "Where the channels are written (JSON lines).")
    var out: String

    @Flag(help: "Print the checks as JSON (schema calltwin.bank-fit/1).")
    var json = false

    func run() throws {
        do {
            let bank = try UtteranceBank.open(path: bank)
            guard let description = try bank.description() else {
                throw DecodeBankError.damaged(
                    path: bank.path, reason: "it does not say what it was built of")
            }
            let inputs = try BankInputs(
                callers: callers ?? description.callers,
                today: CivilDate(description.day) ?? BankDay.today, seed: description.seed)
            let calls = try calls(of: bank, description, inputs)
            // What is said into prompts may pass for an acknowledgement by its sound, which is a law of
            // its own; what does not is heard by its words.
            let all = try unique(calls, of: bank)
            let current = all.filter { !ListeningState.parts(of: $0.key.state).isIntoPrompt }
            let untold = untoldAcknowledgements(calls)
            let turns = labelled(
                current + all.filter { untold.contains($0.key) },
                meant: calls.map(\.speech), inputs)
            let prompts = intoPrompts(calls)
            let file = FittedChannels(
                words: try WordChannelFitter.fit(current, prompts: prompts),
                meanings: try MeaningChannelFitter.fit(
                    turns, calls: labelled(calls, inputs), prompts: prompts),
                provenance: [
                    "bank": bank.path, "decodes": "\(current.count)",
                    "turns": "\(turns.count)", SpeakerPanel.fact: try bank.panel().text,
                ])
            try file.write(to: out)
            let reports = try checks(current, turns)
            try StandardOutput.line(
                json
                    ? JSONValue.object([
                        ("schema", .string("calltwin.bank-fit/1")), ("bank", .string(bank.path)),
                        ("decodes", .integer(current.count)), ("turns", .integer(turns.count)),
                        ("checks", .array(reports.map(\.json))),
                    ]).text(lines: 3)
                    : reports.map(\.text).joined(separator: "\n"))
        } catch {
            throw CommandFailure(sound: error)
        }
    }

    /// An utterance of a call with its decode.
    private struct Heard {
        var speech: HeardSpeech
        var record: BankRecord
    }

    /// What the bank's calls say over each line, by its latest recogniser.
    ///
    /// What earlier rounds of building decoded and no call says any more is left out.
    private func calls(
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
    private func unique(_ calls: [Heard], of bank: UtteranceBank) throws -> [BankRecord] {
        let keys = Set(calls.map(\.record.key))
        return try bank.records().filter { keys.contains($0.key) }
    }

    /// What is said into prompts, each decode once.
    private func intoPrompts(_ calls: [Heard]) -> [SpeechIntoPrompts] {
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
    private func untoldAcknowledgements(_ calls: [Heard]) -> Set<DecodeKey> {
        Set(
            calls.filter {
                $0.speech.isIntoPrompt && $0.speech.isAcknowledgement
                    && !$0.record.entry.isAcknowledgement
            }.map(\.record.key))
    }

    /// What became of what callers meant by decodes.
    private func labelled(
        _ records: [BankRecord], meant said: [HeardSpeech], _ inputs: BankInputs
    ) -> [LabelledTurn] {
        labeller(inputs).label(
            records,
            meant: SpokenMeanings(said, model: inputs.model, state: { inputs.state($0) }))
    }

    /// What became of each utterance of calls, with its caller.
    private func labelled(_ calls: [Heard], _ inputs: BankInputs) -> [LabelledTurn] {
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

    private func labeller(_ inputs: BankInputs) -> MeaningLabeller {
        let questions = ListeningState.questions(in: inputs.model)
        return MeaningLabeller(
            model: inputs.model,
            context: CallContext(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
                today: inputs.today, minuteOfDay: 600)
        ) {
            MeaningLabeller.Situation(question: questions[$0])
        }
    }

    private func checks(
        _ records: [BankRecord], _ turns: [LabelledTurn]
    ) throws -> [ChannelFitReport] {
        var reports = [
            try MeaningChannelCheck.leavingOneVoiceOut(turns),
            try WordChannelCheck.leavingOneVoiceOut(records),
        ]
        if Set(turns.map(\.condition)).count > 1 {
            reports.append(try MeaningChannelCheck.leavingOneConditionOut(turns))
            reports.append(try WordChannelCheck.leavingOneConditionOut(records))
        }
        return reports
    }
}

extension ChannelFitReport {
    /// All folds; probabilities as shares.
    fileprivate var json: JSONValue {
        .object([
            ("channel", .string(channel)), ("leftOut", .string(by)),
            ("rejected", .integer(rejected().count)),
            ("rates", .integer(folds.reduce(0) { $0 + $1.rates.count })),
            ("folds", .array(folds.map(\.json))),
        ])
    }
}

extension ChannelFitReport.Fold {
    fileprivate var json: JSONValue {
        .object([
            ("name", .string(leftOut)), ("turns", .integer(turns)),
            ("fittedTo", .integer(trainedOn)), ("logLikelihood", .number(logLikelihood)),
            ("saturated", .number(saturated)),
            (
                "wordErrorRate",
                wordErrorRates.map {
                    .object([
                        ("predicted", .number($0.predicted)), ("observed", .number($0.observed)),
                    ])
                } ?? .null
            ),
            (
                "rates",
                .array(
                    rates.map {
                        .object([
                            ("kind", .string($0.kind)), ("outcome", .string($0.outcome.rawValue)),
                            ("predicted", .number($0.predicted)),
                            ("count", .integer($0.count)), ("turns", .integer($0.turns)),
                            ("lower95", .number($0.lower)), ("upper95", .number($0.upper)),
                            ("pValue", .number($0.pValue)), ("pHolm", .number($0.correctedPValue)),
                        ])
                    })
            ),
        ])
    }
}
