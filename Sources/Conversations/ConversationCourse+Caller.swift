import CallerModel
import DialogueEngine
import TwinPrimitives

/// The caller speaks, waits and leaves.
extension ConversationCourse {
    /// What the caller does now that something has happened.
    mutating func settle() {
        if sounding == nil, queue.isEmpty, speaking == nil, !agenda.has(.callerStarts) {
            if let place = recordedPlace { followRecording(from: place) } else { decide() }
        }
        if recordedPlace == nil, end == nil { scheduleImpulse() }
    }

    /// Keeps the caller's next impulse on the agenda; an unchanged one keeps its place among ties.
    private mutating func scheduleImpulse() {
        let time = speaking == nil ? caller.nextImpulse : nil
        guard time != impulseAt else { return }
        agenda.remove(.impulse)
        impulseAt = time
        if let time { agenda.add(.impulse, at: max(time, now)) }
    }

    /// Both sides are silent: the caller answers, goes on, or waits.
    mutating func decide() {
        let answer = caller.answer()
        if !answer.isEmpty {
            plan = answer
            schedule(after: answer[0].gapSeconds)
        } else if !plan.isEmpty {
            schedule(after: Self.resumeSeconds)
        } else if !watch.isCallerWaiting {
            caller.waits(from: now)
            watch.isCallerWaiting = true
        }
    }

    /// Pause before a caller goes on with what a prompt had kept back, seconds (assumed).
    static let resumeSeconds = 0.5

    mutating func schedule(after seconds: Double) {
        caller.takesTurn(at: now)
        watch.isCallerWaiting = false
        agenda.add(.callerStarts, at: now + SimulationDuration(seconds: seconds))
    }

    mutating func callerStarts() {
        guard speaking == nil, !plan.isEmpty else { return }
        var segment = plan.removeFirst()
        if let line {
            segment.durationSeconds = line.callerStarts(segment, at: now).durationSeconds
        }
        watch.isCallerWaiting = false
        caller.takesTurn(at: now)
        speaking = SegmentInProgress(segment, start: now)
        if keepsRecord {
            askedAtStart = dialogue.question?.name(in: conversation.reducer.model) ?? ""
        }
        if segment.kind == .answer || segment.kind == .interruption, caller.turns != countedTurn {
            countedTurn = caller.turns
            answers += 1
        }
        watch.callerStarts(
            segment.kind, at: now, isAgentTalking: sounding != nil, panel: &panel)
        agenda.add(.callerStops, at: now + SimulationDuration(seconds: segment.durationSeconds))
        guard segment.keys.isEmpty else { return }
        guard line == nil else { return }
        feed(.speechStarted)
        scheduleWord()
    }

    /// Schedules the end of the next word, where partial transcripts matter.
    mutating func scheduleWord() {
        guard line == nil, let current = speaking, !current.segment.text.isEmpty,
            wantsPartials, !agenda.has(.callerWord)
        else { return }
        let said = current.wordsSaid(at: now)
        guard said < current.wordCount else { return }
        let seconds =
            current.segment.durationSeconds * Double(said + 1) / Double(current.wordCount)
        agenda.add(
            .callerWord, at: max(now, current.start + SimulationDuration(seconds: seconds)))
    }

    mutating func callerWord() {
        guard let current = speaking else { return }
        let said = current.wordsSaid(at: now)
        let soFar = SpokenText.joined(
            openText,
            SpokenText.words(of: current.segment.text, from: current.wordsTaken, to: said))
        let speech = HeardSpeech(
            text: soFar, acts: [], caller: context.caller,
            attempt: context.attempt, utterance: utterances + 1, question: dialogue.question)
        let text = ear.hearBeginning(speech, streams: conversation.reducer.streams)
        if !text.isEmpty { feed(.partialTranscript(text)) }
        if end == nil, said < current.wordCount { scheduleWord() }
    }

    mutating func callerStops() {
        guard let current = speaking else { return }
        let segment = current.segment
        // The last word is heard before the silence after it.
        if agenda.has(.callerWord) { callerWord() }
        if end != nil { return }
        speaking = nil
        agenda.remove(.callerWord)
        if keepsRecord {
            spoken.append(
                SpokenSegment(
                    segment: segment, start: current.start, end: now, asked: askedAtStart))
        }
        watch.callerStops(segment.kind, isLast: plan.isEmpty, at: now, panel: &panel)
        caller.finishedSpeaking(segment.kind)
        if let next = plan.first, sounding == nil {
            schedule(after: next.gapSeconds)
        } else if sounding != nil {
            caller.listens(from: now)
        } else if !caller.hasQuestion {
            // Patience with the silence begins before the engine learns of it.
            caller.waits(from: now)
            watch.isCallerWaiting = true
            if recordedPlace == nil { scheduleImpulse() }
        }
        guard segment.keys.isEmpty else { return feed(.keys(segment.keys)) }
        openText = SpokenText.joined(
            openText, SpokenText.words(of: segment.text, from: current.wordsTaken, to: .max))
        openActs += segment.acts
        if line == nil { feed(.speechStopped) }
    }

    // MARK: Impulses

    mutating func followImpulse() {
        impulseAt = nil
        guard speaking == nil else { return }
        watch.isCallerWaiting = watch.isCallerWaiting && sounding == nil
        switch caller.followImpulse(at: now) {
        case .nothing: break
        case .leave(let reason):
            feed(.callerHungUp)
            conclude(.callerLeft(reason), .hungUp)
        case .say(let segments):
            agenda.remove(.callerStarts)
            let replacesPlan = segments.contains {
                $0.kind == .interruption || $0.kind == .restart || $0.kind == .personRequest
            }
            plan = replacesPlan ? segments : segments + plan
            callerStarts()
        }
    }
}
