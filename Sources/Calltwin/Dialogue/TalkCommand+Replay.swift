import ArgumentParser
import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Foundation
import TwinPrimitives

/// Calls of logs, fed to a model again.
extension TalkCommand {
    func replayLog(
        _ path: String, _ file: DialogueModelFile, _ trained: DialogueModel
    ) throws {
        let log = try CallLogs.read(path)
        guard log.modelDigest == trained.digest else {
            throw CallLogs.otherModel(log, at: path, given: file, digest: trained.digest)
        }
        if let whatIf, let caller {
            guard
                try callers(caller, trained).profile.personas.contains(where: {
                    $0.name == log.persona
                })
            else {
                throw CommandFailure(
                    .badData,
                    "the caller is '\(log.persona)', which is no persona of \(caller): --what-if goes "
                        + "on with a simulated caller, so it needs a log of one", at: path)
            }
            let other = try readModel(whatIf).trained(cache: UserCache.classifiers)
            let setting = try setting(
                caller, other, heardAs: trained, seed: log.seed, today: log.context.today)
            let found = Replay.whatIf(log, model: trained, other: setting.conversation)
            return try show(found, path, other)
        }
        switch Replay.verify(log, model: trained) {
        case .identical where !log.hasEnded:
            throw CommandFailure(
                .badData, "the log ends before the call does; write it again", at: path)
        case .identical(let lines): try StandardOutput.line("\(path): identical, lines \(lines)")
        case .otherModel:
            throw CallLogs.otherModel(log, at: path, given: file, digest: trained.digest)
        case .differs(let line, let logged, let replayed):
            throw CommandFailure(
                .targetMissed,
                "differs: logged '\(logged ?? "nothing")', now '\(replayed ?? "nothing")'",
                at: "\(path):\(line)")
        }
    }

    private func show(
        _ found: Replay.WhatIf, _ path: String, _ other: DialogueModel
    ) throws(CommandFailure) {
        guard found.agreesBeforeChange else {
            throw CommandFailure(
                .badData, "caller, ear or world are not those of the log; give the same options",
                at: path)
        }
        guard let turn = found.turn else {
            return try StandardOutput.line("\(path): the other model does the same to the end")
        }
        try StandardOutput.line("\(path): first change in turn \(turn)")
        var text = DialogueText(model: other, context: found.record.context, explains: explain)
        try show(text.lines(of: found.record))
        try StandardOutput.line(
            "[\(found.record.outcome.name) after \(found.record.callerTurns) turns]")
    }
}
