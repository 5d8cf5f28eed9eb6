import ArgumentParser
import Conversations
import DecodeBank
import DialogueEngine
import Reporting
import Statistics
import TwinPrimitives
import VoiceStudies

/// Many simulated calls, and what is asked about them.
extension TalkCommand {
    func simulateMany(
        _ simulated: SimulatedCalls, _ setting: Setting, trained: DialogueModel, caller: String
    ) throws {
        try demandStudies(setting, caller)
        var tally = CallTally(timesTurns: fidelity == .audio)
        if let log, calls > 1 { try CallLogs.createFolder(log) }
        var failed: [AttributionTable.Call] = []
        var studied: [StudiedCall] = []
        let seed = simulated.seed
        let keeps = studies.trials != nil || studies.by != nil
        try simulated.run(calls, workers: processors.workers) { ordinal, record in
            tally.add(record)
            if attribute, !record.isServed {
                failed.append(AttributionTable.Call(number: ordinal, context: record.context))
            }
            if keeps {
                studied.append(
                    StudiedCall(
                        record, voice: setting.conversation.voice(of: record.context.caller)))
            }
            setting.folder?.write(record, seed: seed)
            if let log {
                try CallLogs.write(
                    simulated.log(record, redacts: redact),
                    to: calls > 1 ? "\(log)/\(ordinal).jsonl" : log)
            }
        }
        try setting.folder?.finish()
        let attribution =
            attribute
            ? AttributionTable(
                failed, of: calls, by: FailureAttribution(setting.conversation),
                workers: processors.workers) : nil
        let heard = HeardBy(
            fidelity: fidelity, line: fidelity == .text ? nil : sound.line,
            usage: setting.tier?.usage)
        let found = try studyCalls(studied, setting.conversation)
        try show(
            json
                ? [
                    tally.json(
                        model: trained, seed: seed, heardBy: heard,
                        studies: (attribution.map { [("attribution", $0.json)] } ?? [])
                            + found.members)
                ] : heard.lines + tally.lines + (attribution?.lines ?? []) + found.lines)
        try checkCoverage(setting)
        if let reason = tally.lineFailure { throw CommandFailure.noSound(reason) }
        if tally.defects > 0 { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    /// Refuses studies that these calls have no answer to, before they are held.
    private func demandStudies(_ setting: Setting, _ caller: String) throws(CommandFailure) {
        if studies.trials != nil, !setting.conversation.hearsByChance {
            throw .usage(
                "--trials has no effect with --fidelity \(fidelity.rawValue)"
                    + (fidelity == .text && wordErrors == nil ? " without --word-errors" : "")
                    + ([TierHearing.perfect, TierHearing.understood].contains(sound.line)
                        ? " on the line \(sound.line)" : "")
                    + ": every hearing is the same; use channel or channel-words")
        }
        _ = try studies.gapToSee()
        let first = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
        let isVoiceless = setting.conversation.voice(of: first) == nil
        for grouping in try studies.groupings() where grouping == .voice && isVoiceless {
            throw .usage(
                "--by voice has no effect here: callers have no voices at --fidelity "
                    + "\(fidelity.rawValue), line \(sound.line); use channel, channel-words, bank or "
                    + "audio, and a line of the files")
        }
    }

    private func studyCalls(
        _ calls: [StudiedCall], _ conversation: Conversation
    ) throws(CommandFailure) -> (lines: [String], members: [(String, JSONValue)]) {
        var lines: [String] = []
        var members: [(String, JSONValue)] = []
        do throws(StatisticsError) {
            if let trials = studies.trials {
                let table = try ConsistencyTable(
                    calls, trials: trials, of: conversation, workers: processors.workers)
                lines += try table.lines()
                members.append(("consistency", try table.json()))
            }
        } catch {
            throw .usage("--trials: \(error)")
        }
        let (groupings, gap) = (try studies.groupings(), try studies.gapToSee())
        let hearsErrors = fidelity != .text || wordErrors != nil
        var groups: [JSONValue] = []
        for grouping in groupings {
            do throws(StatisticsError) {
                let table = try GroupTable(
                    calls, by: grouping, gap: gap, hearsErrors: hearsErrors)
                lines += table?.lines ?? []
                groups += table?.json ?? []
            } catch {
                throw .usage("--by \(grouping.rawValue): \(error); hold more --calls")
            }
        }
        if !groupings.isEmpty { members.append(("groups", .array(groups))) }
        return (lines, members)
    }
}
