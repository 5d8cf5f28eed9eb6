import ArgumentParser
import CallerModel
import Conversations
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel

/// A recorded caller.
struct RecordingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "With --caller: this recording talks (WAV, or mu-law ending in .ulaw).",
            discussion: "The caller of --caller whose goal it is goes on where it cannot."))
    var wav: String?

    @Option(
        help: "With --wav: what is said in it, and when; the file beside it ending in .txt, if any."
    )
    var labels: String?

    @Option(parsing: .unconditional, help: "With --wav: the caller's channel, from 0.")
    var channel = 0

    @Option(
        help: "With --wav: what follows where the call goes otherwise: synthetic or stop.",
        transform: { text in
            guard let way = RecordedTurns.Continuation(rawValue: text) else {
                let known = RecordedTurns.Continuation.allCases.map(\.rawValue)
                throw ValidationError("known: \(known.joined(separator: ", "))")
            }
            return way
        })
    var whenDeparted = RecordedTurns.Continuation.synthetic

    @Option(help: "With --wav: goal of the recorded caller, one of those of --caller.")
    var goal: String?

    func validate() throws {
        guard wav == nil else { return }
        if labels != nil { throw ValidationError("--labels has no effect without --wav") }
        if channel != 0 { throw ValidationError("--channel has no effect without --wav") }
        if goal != nil { throw ValidationError("--goal has no effect without --wav") }
        if whenDeparted != .synthetic {
            throw ValidationError("--when-departed has no effect without --wav")
        }
    }

    /// Reads the recording; says how it is taken where there was a choice.
    ///
    /// - Returns: The recorded caller; nil when none was asked for.
    func read() throws(CommandFailure) -> RecordedCall? {
        guard let wav else { return nil }
        let clip = try SoundFile.read(wav, channel: channel)
        let path = labels ?? beside(wav)
        let marks = try path.map { path throws(CommandFailure) in try text(path) }
        let call: RecordedCall
        do throws(UtteranceLabelError) {
            call = try RecordedCall(clip, labels: marks, path: path ?? wav)
        } catch {
            throw CommandFailure(.badData, "\(error)")
        }
        guard !call.turns.isEmpty else {
            throw CommandFailure(
                .badData,
                String(format: "no speech is found in its %.1f s; ", clip.durationSeconds)
                    + "give the caller's channel by --channel, or --labels with start, end and text "
                    + "parted by tabulators", at: wav)
        }
        return call
    }

    /// The labels beside a recording; nil when there are none.
    private func beside(_ wav: String) -> String? {
        let path = URL(fileURLWithPath: wav).deletingPathExtension().path + ".txt"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    private func text(_ path: String) throws(CommandFailure) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "the bytes are not UTF-8 text", at: path)
        }
        return text
    }

    /// Leaves the goal that was asked for.
    func choose(from profile: inout CallerProfile) throws(CommandFailure) {
        guard let goal else { return }
        let known = profile.goals.map(\.name)
        profile.goals.removeAll { $0.name != goal }
        guard profile.goals.isEmpty else { return }
        let names = Set(known).sorted().joined(separator: ", ")
        throw .usage("--goal \(goal): known: \(names)")
    }

    /// Who calls: of a recording whose goal nobody told only who goes on where it cannot is known.
    func caller(persona: String, goal wanted: String) -> String {
        guard let wav, goal == nil else { return "[caller: \(persona), wants: \(wanted)]" }
        let next =
            whenDeparted == .synthetic
            ? "; where it cannot go on: \(persona), wants: \(wanted) (--goal)" : ""
        return "[caller: recorded in \(wav)\(next)]"
    }

    /// Whether a call followed the recording.
    func lines(_ record: ConversationRecord) -> [String] {
        guard let wav else { return [] }
        guard let departure = record.departure else { return ["[as recorded in \(wav)]"] }
        let seconds = String(format: "%.1f", (departure.time - record.startedAt).seconds)
        let recorded = departure.recorded.map { "recorded '\($0)'" } ?? "the recording has ended"
        let then =
            whenDeparted == .synthetic ? "a caller of the same goal goes on" : "the call stops"
        return [
            "[departs from \(wav) at utterance \(departure.utterance), after \(seconds) s: "
                + "\(recorded), asked '\(departure.asked)'; \(then)]"
        ]
    }
}
