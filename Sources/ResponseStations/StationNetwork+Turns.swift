import ContactCenterEvents
public import TwinPrimitives

/// Turns and their stages.
extension StationNetwork {
    /// Begins the work of a turn; notices may follow at once.
    ///
    /// - Parameters:
    ///   - key: Whose turn it is.
    ///   - pool: A pool whose turns are graphs.
    ///   - time: The end of the caller's speech; everything before it has happened.
    /// - Returns: The turn, until it is decided.
    public mutating func begin(
        _ key: TurnKey, pool: VoicePoolID, at time: SimulationTime
    ) -> TurnHandle {
        advance(to: time)
        let number = Int(pool.rawValue)
        guard let graph = graphs[number] else {
            preconditionFailure("the turns of pool \(number) are no graphs")
        }
        var turn = TurnState(
            contact: key.contact, pool: number, caller: key.caller, attempt: key.attempt,
            number: key.number, began: now, left: graph.stages.count)
        turn.stages = graph.stages.map {
            StageState(waitsFor: $0.after.count, readyAt: time.nanoseconds)
        }
        let place = turns.add(turn)
        let handle = turns.handle(place)
        for (stage, rule) in graph.stages.enumerated() where rule.probability < 1 {
            turns[place].stages[stage].isNeeded =
                chance(.needed, place, stage) < rule.probability
        }
        if let rule = graph.speculation, turns[place].stages[rule.stage].isNeeded {
            turns[place].stages[rule.stage].isWasted =
                rule.wasted > 0 && chance(.wasted, place, rule.stage) < rule.wasted
            turns[place].stages[rule.stage].early = send(place, rule.stage, isSpeculative: true)
        }
        // Those that wait for nothing; a stage that is not needed may decide further ones at once.
        for stage in graph.stages.indices where graph.stages[stage].after.isEmpty {
            ready(place, stage)
        }
        return handle
    }

    /// The caller has gone: nothing more is done for a turn, unless it is decided by now.
    ///
    /// - Parameters:
    ///   - handle: The turn.
    ///   - time: When; everything before it has happened, and what is due just then happens first.
    public mutating func cancel(_ handle: TurnHandle, at time: SimulationTime) {
        advance(to: time)
        guard turns.holds(handle) else { return }
        let place = handle.place
        for stage in turns[place].stages.indices {
            let state = turns[place].stages[stage]
            for request in [state.primary, state.hedge, state.early] where request >= 0 {
                tell(withdraw(request), .cancelled)
            }
            let elapsed = state.doneAt.map { $0 - state.readyAt } ?? 0
            if state.winner >= 0 {
                requests[state.winner].elapsed = elapsed
                tell(withdraw(state.winner), .answered)
            }
            if var kept = state.kept {
                kept.request.elapsed = elapsed
                let outcome = state.doneAt == nil ? .cancelled : kept.outcome
                notices.append(.served(kept.request.served(outcome, at: kept.at)))
            }
        }
        turns.remove(place)
    }

    private enum TurnDraw: UInt32 {
        case needed = 8
        case wasted = 9
    }

    private func chance(_ draw: TurnDraw, _ place: Int32, _ stage: Int) -> Double {
        let turn = turns[place]
        return streams.uniform(
            .stageRequest, turn.caller, attempt: turn.attempt, turn: turn.number,
            draw: draw.rawValue << 16 | UInt32(stage) << 8)
    }

    mutating func tell(_ request: Request, _ outcome: StageOutcome) {
        guard request.phase != .backingOff else { return }
        notices.append(.served(request.served(outcome, at: now)))
    }

    /// All that a stage comes after has passed on.
    private mutating func ready(_ place: Int32, _ stage: Int) {
        turns[place].stages[stage].readyAt = now
        let early = turns[place].stages[stage].early
        let kept = turns[place].stages[stage].kept
        guard turns[place].stages[stage].isNeeded else { return done(place, stage) }
        turns[place].stages[stage].early = -1
        if turns[place].stages[stage].isWasted {
            turns[place].stages[stage].kept = nil
            if early >= 0 { tell(withdraw(early), .discarded) }
            if let kept {
                notices.append(.served(kept.request.served(.discarded, at: kept.at)))
            }
        } else if kept != nil {
            return done(place, stage)
        } else if early >= 0, requests[early].hasPassedOn {
            turns[place].stages[stage].winner = early
            return done(place, stage)
        } else if early >= 0 {
            turns[place].stages[stage].primary = early
            return watch(early)
        }
        turns[place].stages[stage].primary = send(place, stage)
    }

    /// A request has given what the next stages need.
    mutating func passOn(_ place: Int32) {
        requests[place].hasPassedOn = true
        requests[place].passesOnAt = .max
        requests[place].hedgesAt = .max
        requests[place].timesOutAt = .max
        let turn = requests[place].turn
        let stage = Int(requests[place].stage)
        // Begun early, and what it depends on is not known yet: the stage uses it when it is ready.
        guard turn >= 0, turns[turn].stages[stage].early != place else { return }
        let other = other(than: place)
        if other >= 0 { tell(withdraw(other), .overtaken) }
        turns[turn].stages[stage].primary = -1
        turns[turn].stages[stage].hedge = -1
        turns[turn].stages[stage].winner = place
        done(turn, stage)
    }

    /// The request beside one; -1: none.
    func other(than place: Int32) -> Int32 {
        let state = turns[requests[place].turn].stages[Int(requests[place].stage)]
        return state.primary == place ? state.hedge : state.primary
    }

    /// Keeps what is to be told of a request that has left, until its turn is decided.
    mutating func keep(_ request: Request, _ outcome: StageOutcome) {
        let stage = Int(request.stage)
        turns[request.turn].stages[stage].kept = KeptRequest(
            request: request, outcome: outcome, at: now)
        turns[request.turn].stages[stage].winner = -1
        turns[request.turn].stages[stage].early = -1
    }

    /// A stage has passed on: those after it may be ready, and the last one decides the turn.
    mutating func done(_ place: Int32, _ stage: Int) {
        turns[place].stages[stage].doneAt = now
        turns[place].left -= 1
        for next in followers[turns[place].pool][stage] {
            turns[place].stages[next].waitsFor -= 1
            turns[place].stages[next].readiedBy = stage
            if turns[place].stages[next].waitsFor == 0 { ready(place, next) }
        }
        if turns[place].left == 0 { decide(place) }
    }

    /// The answer is ready: what its stages took is told.
    private mutating func decide(_ place: Int32) {
        turns[place].left = -1
        let turn = turns[place]
        var isCritical = [Bool](repeating: false, count: turn.stages.count)
        var stage = latest(turn)
        while stage >= 0 {
            isCritical[stage] = true
            stage = turn.stages[stage].readiedBy
        }
        for (stage, state) in turn.stages.enumerated() {
            let elapsed = (state.doneAt ?? now) - state.readyAt
            if var kept = state.kept {
                kept.request.elapsed = elapsed
                kept.request.isCritical = isCritical[stage]
                notices.append(.served(kept.request.served(kept.outcome, at: kept.at)))
            } else if state.winner >= 0 {
                requests[state.winner].elapsed = elapsed
                requests[state.winner].isCritical = isCritical[stage]
                requests[state.winner].turn = -1
            }
        }
        notices.append(
            .answered(
                TurnAnswer(
                    handle: turns.handle(place), contact: turn.contact, number: turn.number,
                    elapsed: SimulationDuration(nanoseconds: now - turn.began),
                    hasFailed: turn.hasFailed)))
        turns.remove(place)
    }

    /// The stage that was done last; of several at one instant the last in the graph.
    private func latest(_ turn: TurnState) -> Int {
        var found = -1
        var time = Int64.min
        for (stage, state) in turn.stages.enumerated() {
            guard let doneAt = state.doneAt, doneAt >= time else { continue }
            (found, time) = (stage, doneAt)
        }
        return found
    }
}
