import DialogueEngine
public import TwinPrimitives

/// What of a conversation is worked on outside.
extension ConversationCourse {
    /// Whether something is worked on outside.
    var waitsForOutside: Bool { !held.isEmpty || !heldRequests.isEmpty }

    mutating func hold(_ request: HeldRequest) {
        heldRequests.append(request)
        note(.requestHeld(request.number, request.matter))
    }

    /// The work on an utterance is done: it reaches the engine, after those before it.
    ///
    /// - Parameters:
    ///   - utterance: Number of the utterance, as `utteranceClosed` told it.
    ///   - isLost: Whether the work failed: then nothing was heard.
    ///   - time: When, not before the last instant.
    public mutating func deliver(_ utterance: UInt16, isLost: Bool, at time: SimulationTime) {
        guard !isOver, let place = held.firstIndex(where: { $0.utterance == utterance })
        else { return }
        held[place].isDone = true
        held[place].isLost = isLost
        while let first = held.first, first.isDone {
            held.removeFirst()
            let heardAt =
                first.closedAt + SimulationDuration(seconds: max(0, first.reading.delaySeconds))
            send(first.isLost ? .hypotheses([]) : first.reading.content, at: max(time, heardAt))
        }
    }

    /// The work on a request to the world is done: its answer reaches the engine.
    ///
    /// - Parameters:
    ///   - number: Number of the request in the call, as `requestHeld` told it.
    ///   - isLost: Whether the work failed: then a tool fails, and a verification is not passed.
    ///   - time: When, not before the last instant.
    public mutating func deliver(request number: UInt16, isLost: Bool, at time: SimulationTime) {
        guard !isOver, let place = heldRequests.firstIndex(where: { $0.number == number })
        else { return }
        let request = heldRequests.remove(at: place)
        let reply = isLost ? .failure : request.reply
        agenda.add(reply.input(to: request.call, about: request.matter), at: max(time, now))
    }
}
