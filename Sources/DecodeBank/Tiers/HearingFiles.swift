import Conversations
import DialogueEngine
import Foundation

/// What tiers without sound hear by: fitted channels, and a bank of decodes.
public struct HearingFiles: Sendable {
    /// Path of the channels.
    public let channelsPath: String
    /// The channels.
    public let channels: FittedChannels
    /// The bank, open for reading; nil where only channels are needed.
    public let bank: UtteranceBank?
    /// Stands for the content of the files: another number, other ears.
    public let digest: UInt64

    /// Reads the channels and opens the bank.
    ///
    /// - Parameters:
    ///   - channels: Path of a file of fitted channels.
    ///   - bank: Path of a bank; nil for none.
    /// - Throws: What is wrong with one of them.
    public init(channels: String, bank: String?) throws(DecodeBankError) {
        channelsPath = channels
        self.channels = try FittedChannels(path: channels)
        self.bank =
            if let bank { try UtteranceBank.open(path: bank) } else { nil }
        var digest = Digest()
        for path in [channels, bank].compactMap({ $0 }) {
            digest.add(bytes: FileManager.default.contents(atPath: path).map { Array($0) } ?? [])
        }
        self.digest = digest.value
    }

    func wordEar(
        _ condition: String, _ model: DialogueModel,
        _ state: @escaping @Sendable (Question?) -> String
    ) throws(DecodeBankError) -> WordChannelEar {
        guard let words = channels.words else { throw lacking("a channel of words") }
        return try located { () throws(DecodeBankError) in
            try WordChannelEar(
                channel: words, speakers: try panel().over(condition), state: state,
                acknowledgement: model.timing.acknowledgements.first ?? "")
        }
    }

    func meaningEar(
        _ condition: String, _ model: DialogueModel,
        _ state: @escaping @Sendable (Question?) -> String
    ) throws(DecodeBankError) -> MeaningChannelEar {
        guard let meanings = channels.meanings else { throw lacking("a channel of meanings") }
        return try located { () throws(DecodeBankError) in
            try MeaningChannelEar(
                channel: meanings, model: model, speakers: try panel().over(condition),
                state: state)
        }
    }

    /// The ear over the bank; what the bank lacks is heard through the channel of words.
    func bankEar(
        _ condition: String, _ model: DialogueModel,
        _ state: @escaping @Sendable (Question?) -> String
    ) throws(DecodeBankError) -> BankEar {
        guard let bank else { throw .noEntries(what: "the tier bank: no bank is given") }
        let speakers = try bank.panel().over(condition)
        let records = try bank.records(condition: condition)
        // A bank that was decoded again has the later recogniser's decodes last.
        guard let recogniser = records.last?.key.recogniser else {
            throw .conditionNotInBank(
                path: bank.path, condition: condition, known: try bank.conditions())
        }
        let draws = records.reduce(0) { max($0, $1.key.channelDraw) } + 1
        return BankEar(
            records: records, path: bank.path,
            address: BankAddress(
                speakers: speakers, draws: draws, recogniser: recogniser, state: state),
            fallback: try wordEar(condition, model, state))
    }

    private func panel() throws(DecodeBankError) -> SpeakerPanel {
        guard
            let panel = channels.provenance[SpeakerPanel.fact].flatMap(SpeakerPanel.init(text:))
        else {
            throw .malformed(
                path: channelsPath, line: 1,
                reason: "provenance names no voices of callers; fit the channels again: "
                    + "calltwin voice bank fit")
        }
        return panel
    }

    private func lacking(_ what: String) -> DecodeBankError {
        .malformed(path: channelsPath, line: 1, reason: "the file has not \(what)")
    }

    /// Names the file where a condition is unknown to it.
    private func located<Value>(
        _ body: () throws(DecodeBankError) -> Value
    ) throws(DecodeBankError) -> Value {
        do throws(DecodeBankError) {
            return try body()
        } catch .unknownCondition(let name, let known) {
            throw .malformed(
                path: channelsPath, line: 1,
                reason: "the channel is not fitted to the condition '\(name)'; known: "
                    + known.joined(separator: ", "))
        }
    }
}
