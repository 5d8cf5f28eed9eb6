import CallerModel
import DialogueEngine
import TwinPrimitives

/// The caller follows a recording.
extension ConversationCourse {
    /// Both sides are silent: the recorded caller answers what is asked, or the call departs.
    mutating func followRecording(from first: Int) {
        guard plan.isEmpty else { return schedule(after: Self.resumeSeconds) }
        let asked = caller.hasQuestion ? dialogue.question : nil
        guard let question = asked, let recorded = conversation.recorded else {
            if !watch.isCallerWaiting {
                caller.waits(from: now)
                watch.isCallerWaiting = true
            }
            return
        }
        let turns = recorded.turns
        // What was only uttered into a prompt has lost its place with it.
        let place = turns[first...].firstIndex { $0.kind.isMeant } ?? turns.count
        guard place < turns.count, answers(turns[place], question) else {
            return depart(place, recorded, question)
        }
        let next = turns[(place + 1)...].firstIndex { !$0.continues } ?? turns.count
        plan = (place..<next).map { segment(turns[$0], $0) }
        recordedPlace = next
        caller.answerAsRecorded()
        schedule(after: max(Self.leastGapSeconds, plan[0].gapSeconds))
    }

    /// Least pause before a recorded answer, seconds: what was said into a prompt may come after it.
    private static let leastGapSeconds = 0.1

    /// A prompt begins to sound: what was recorded into it is said into it again.
    mutating func speakIntoPrompt(_ text: String, from place: Int) {
        guard plan.isEmpty, let turns = conversation.recorded?.turns, place < turns.count,
            let prompt = turns[place].prompt, text.hasPrefix(prompt.text)
        else { return }
        plan = [segment(turns[place], place)]
        recordedPlace = place + 1
        if turns[place].kind.isMeant { caller.answerAsRecorded() }
        agenda.add(.callerStarts, at: now + SimulationDuration(seconds: prompt.seconds))
    }

    private func segment(_ turn: RecordedTurns.Turn, _ place: Int) -> CallerSegment {
        var segment = CallerSegment(
            text: turn.text, keys: turn.keys, acts: [], kind: turn.kind,
            gapSeconds: turn.gapSeconds,
            durationSeconds: Double(turn.keys.utf8.count) * Self.secondsPerKey)
        if turn.keys.isEmpty { segment.recording = place }
        return segment
    }

    private static let secondsPerKey = 0.25

    /// Whether a recorded turn answers a question: by what it had been asked, else by what its words
    /// mean; without either it answers anything.
    private func answers(_ turn: RecordedTurns.Turn, _ question: Question) -> Bool {
        if let asked = turn.asked { return asked == question.name(in: conversation.reducer.model) }
        guard !turn.text.isEmpty else { return true }
        let meaning = conversation.reducer.interpreter.interpret(
            [Hypothesis(text: turn.text)], question: question, flows: dialogue.stack.map(\.flow),
            context: context,
            partial: question.slot.flatMap { dialogue.beliefs[Int($0.rawValue)].partial })
        if question.isYesNo {
            return meaning.yesNo != nil || meaning.isCorrection || !meaning.answers.isEmpty
        }
        if case .slot(let slot) = question {
            return meaning.remark != nil || meaning.answers.contains { $0.slot == slot }
        }
        return true
    }

    private mutating func depart(_ place: Int, _ recorded: RecordedTurns, _ question: Question) {
        let turns = recorded.turns
        departure = RecordingDeparture(
            time: now, utterance: place + 1,
            recorded: place < turns.count ? turns[place].asked ?? turns[place].text : nil,
            asked: question.name(in: conversation.reducer.model))
        recordedPlace = nil
        switch recorded.whenDeparted {
        case .synthetic: decide()
        case .stop:
            feed(.callerHungUp)
            conclude(.departed, .hungUp)
        }
    }
}
