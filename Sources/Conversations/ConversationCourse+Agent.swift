import CallerModel
import DialogueEngine
import TwinPrimitives

/// The voice agent speaks and listens.
extension ConversationCourse {
    /// Begins the next prompt.
    mutating func soundNext() {
        guard !queue.isEmpty else { return }
        let utterance = queue.removeFirst()
        let timing = conversation.mouth.speak(utterance)
        sounding = (utterance, timing, now)
        line?.promptStarts(utterance, at: now)
        agenda.add(
            .promptEnds(utterance.handle),
            at: now + SimulationDuration(seconds: timing.durationSeconds))
        let response = watch.agentStarts(
            at: now, isCallerSpeaking: speaking != nil, panel: &panel)
        if let response { note(.answered(seconds: response)) }
        let act = conversation.translation.heard(utterance.act, beliefs: dialogue.beliefs)
        caller.agentStarts(act, at: now)
        if let current = speaking {
            caller.takesTurn(at: now)
            if current.segment.keys.isEmpty { scheduleWord() }
        } else {
            // What the caller was about to say waits until the voice agent is silent.
            agenda.remove(.callerStarts)
            if let place = recordedPlace { speakIntoPrompt(utterance.text, from: place) }
        }
        feed(.promptStarted(utterance.handle))
    }

    mutating func promptEnds(_ handle: PromptHandle) {
        guard let current = sounding, current.utterance.handle == handle else { return }
        sounding = nil
        line?.promptStops(at: now)
        caller.agentEnds(share: 1, at: now)
        watch.agentStops(at: now)
        feed(.promptFinished(handle))
        if end == nil, sounding == nil { soundNext() }
    }

    /// Stops all prompts.
    mutating func cutPrompts() {
        if let current = sounding {
            let elapsed = (now - current.start).seconds
            let words = current.spoken.wordEnds.count { $0 <= elapsed }
            agenda.remove(.promptEnds(current.utterance.handle))
            sounding = nil
            line?.promptStops(at: now)
            let count = max(current.spoken.wordEnds.count, 1)
            caller.agentEnds(share: Double(words) / Double(count), at: now)
            watch.agentCut(at: now, panel: &panel)
            feed(.promptCut(current.utterance.handle, wordsHeard: words))
        }
        let waiting = queue
        queue = []
        for utterance in waiting { feed(.promptCut(utterance.handle, wordsHeard: 0)) }
    }

    /// Gives the open utterance to the ear.
    mutating func closeUtterance() {
        let isCutShort = speaking.map(\.segment.keys.isEmpty) ?? false
        if var current = speaking, isCutShort {
            // Cut off in the middle: the words so far, without what they would have meant.
            let said = current.wordsSaid(at: now)
            openText = SpokenText.joined(
                openText,
                SpokenText.words(of: current.segment.text, from: current.wordsTaken, to: said))
            current.wordsTaken = max(said, current.wordsTaken)
            speaking = current
        }
        if utterances < .max { utterances += 1 }
        let speech = HeardSpeech(
            text: openText, acts: openActs, caller: context.caller,
            attempt: context.attempt, utterance: utterances, question: dialogue.question,
            isIntoPrompt: sounding != nil)
        openText = ""
        openActs = []
        turnWatch.closed(conversation.translation.meaning(of: speech), question: dialogue.question)
        let streams = conversation.reducer.streams
        let found = line?.read(question: dialogue.question)
        let reading = conversation.options.hearsByEar ? nil : found
        let heard = reading ?? ear.hear(speech, streams: streams)
        if keepsRecord {
            closed.append(
                ClosedUtterance(speech: speech, reading: heard, isCutShort: isCutShort))
        }
        if conversation.options.outside.utterances {
            held.append(HeldReading(utterance: utterances, closedAt: now, reading: heard))
            return note(.utteranceClosed(utterances))
        }
        var stages = conversation.latency.draw(
            streams, context.caller, attempt: context.attempt, utterance: utterances)
        if let factor = disturbance?.latencyFactor { stages = stages.map { $0 * factor } }
        note(.stagesServed(stages))
        let seconds = stages.reduce(max(0, heard.delaySeconds), +)
        send(heard.content, at: now + SimulationDuration(seconds: seconds))
    }

    /// What was heard reaches the engine, not before what was heard earlier.
    mutating func send(_ content: EarReading.Content, at earliest: SimulationTime) {
        let time = max(lastTranscriptAt, earliest)
        lastTranscriptAt = time
        switch content {
        case .hypotheses(let hypotheses):
            agenda.add(.finalTranscript(hypotheses), at: time)
        case .meaning(let meaning): agenda.add(.understood(meaning), at: time)
        }
    }

    /// Hears the caller now.
    var ear: any Ear { disturbance?.ear ?? conversation.ear }
}
