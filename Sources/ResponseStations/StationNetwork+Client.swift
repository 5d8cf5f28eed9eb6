import ContactCenterEvents
import RandomVariates
import TwinPrimitives

/// What those who send requests do about slow and failed ones.
extension StationNetwork {
    private func client(of place: Int32) -> ClientRules {
        stations[Int(requests[place].station)].configuration.client
    }

    /// Sends a request of a stage.
    mutating func send(
        _ turn: Int32, _ stage: Int, isHedge: Bool = false, isSpeculative: Bool = false
    ) -> Int32 {
        let place = add(turn, stage, isHedge: isHedge, isSpeculative: isSpeculative)
        enter(place, isWatched: !isSpeculative)
        return place
    }

    private mutating func add(
        _ turn: Int32, _ stage: Int, isHedge: Bool, isSpeculative: Bool
    ) -> Int32 {
        let graph = turns[turn].graph
        var request = Request()
        request.turn = turn
        request.contact = turns[turn].contact
        request.station = Int32(stationOf[graph][stage])
        request.stage = UInt8(stage)
        request.stageNumber = UInt16(firstStage[graph] + stage)
        request.attempt = turns[turn].stages[stage].attempt
        request.isHedge = isHedge
        request.isSpeculative = isSpeculative
        return requests.add(request)
    }

    /// A request comes to its station.
    mutating func enter(_ place: Int32, isWatched: Bool = true) {
        let station = Int(requests[place].station)
        requests[place].phase = .queued
        requests[place].submitted = now
        if !stations[station].replicas.isEmpty { drawTokens(place) }
        stations[station].queue.append(place)
        if isWatched { watch(place) }
        serve(station)
        let limit = stations[station].samplers.waitLimit
        if requests[place].phase == .queued, !limit.isNever {
            requests[place].leavesAt = later(
                nanoseconds(limit.draw(uniform: uniform(.waitLimit, place))))
            schedule(.leaves, place, at: requests[place].leavesAt)
        }
    }

    /// From now on a request may take too long.
    mutating func watch(_ place: Int32) {
        let client = client(of: place)
        if let timeout = client.timeout {
            requests[place].timesOutAt = later(nanoseconds(timeout))
            schedule(.timesOut, place, at: requests[place].timesOutAt)
        }
        if let after = client.hedgeAfter, !requests[place].isHedge {
            requests[place].hedgesAt = later(nanoseconds(after))
            schedule(.hedges, place, at: requests[place].hedgesAt)
        }
    }

    /// A second request is sent beside a slow one.
    mutating func hedge(_ place: Int32) {
        requests[place].hedgesAt = .max
        let turn = requests[place].turn
        let stage = Int(requests[place].stage)
        guard turn >= 0, turns[turn].stages[stage].primary == place,
            turns[turn].stages[stage].hedge < 0
        else { return }
        let deadline = requests[place].timesOutAt
        let second = add(turn, stage, isHedge: true, isSpeculative: false)
        turns[turn].stages[stage].hedge = second
        enter(second, isWatched: false)
        // Both are given up together.
        if deadline != .max {
            requests[second].timesOutAt = deadline
            schedule(.timesOut, second, at: deadline)
        }
    }

    /// A request leaves the queue unserved.
    mutating func leave(_ place: Int32) {
        fail(place, .leftQueue)
    }

    /// A request, and the one beside it, are given up.
    mutating func timeOut(_ place: Int32) {
        let other = other(than: place)
        if other >= 0 {
            detach(other)
            tell(withdraw(other), .timedOut)
        }
        fail(place, .timedOut)
    }

    /// A stage forgets a request.
    private mutating func detach(_ place: Int32) {
        let turn = requests[place].turn
        let stage = Int(requests[place].stage)
        if turns[turn].stages[stage].primary == place {
            turns[turn].stages[stage].primary = turns[turn].stages[stage].hedge
            turns[turn].stages[stage].hedge = -1
        } else if turns[turn].stages[stage].hedge == place {
            turns[turn].stages[stage].hedge = -1
        } else if turns[turn].stages[stage].early == place {
            turns[turn].stages[stage].early = -1
        }
    }

    /// A request came to nothing: another is sent, or its stage gives up.
    mutating func fail(_ place: Int32, _ outcome: StageOutcome) {
        let client = client(of: place)
        let turn = requests[place].turn
        let stage = Int(requests[place].stage)
        let isEarly = turns[turn].stages[stage].early == place
        detach(place)
        // One that has ended already occupies nothing any more.
        let hasEnded = outcome == .failed
        let request = hasEnded ? requests[place] : withdraw(place)
        if hasEnded { requests.remove(place) }
        let hasOther = turns[turn].stages[stage].primary >= 0
        if isEarly || hasOther { return tell(request, outcome) }
        guard turns[turn].stages[stage].attempt < client.retries else {
            turns[turn].hasFailed = true
            keep(request, outcome)
            return done(turn, stage)
        }
        tell(request, outcome)
        retry(turn, stage, client)
    }

    private mutating func retry(_ turn: Int32, _ stage: Int, _ client: ClientRules) {
        let before = turns[turn].stages[stage].attempt
        turns[turn].stages[stage].attempt = before + 1
        let next = add(turn, stage, isHedge: false, isSpeculative: false)
        turns[turn].stages[stage].primary = next
        let pause = client.backOff * PortableMath.pow(client.backOffFactor, Double(before))
        requests[next].phase = .backingOff
        requests[next].endsAt = later(nanoseconds(pause))
        schedule(.retries, next, at: requests[next].endsAt)
    }
}
