import ContactCenterEvents
import Distributions
import RandomVariates
import TwinPrimitives

/// Requests at their stations.
extension StationNetwork {
    /// Takes up waiting requests, first come, first served, as long as there is room.
    mutating func serve(_ station: Int) {
        while let place = stations[station].queue.first {
            guard stations[station].condition.capacity > 0 else { return }
            let replica = stations[station].replicas.isEmpty ? -1 : freeReplica(station, place)
            guard stations[station].hasFreeServer || replica >= 0 else { return }
            let mayTakeAt = stations[station].mayTakeAt
            guard now >= mayTakeAt else {
                if stations[station].looksAgainAt == .max {
                    stations[station].looksAgainAt = mayTakeAt
                    schedule(.bucketFills, Int32(station), at: mayTakeAt)
                }
                return
            }
            stations[station].takeToken(at: now)
            stations[station].queue.removeFirst()
            if replica >= 0 { admit(place, to: replica) } else { beginService(place) }
        }
    }

    private mutating func beginService(_ place: Int32) {
        let station = Int(requests[place].station)
        let isCold = stations[station].takeServer(at: now)
        guard case .servers(let servers) = stations[station].configuration.service else { return }
        let samplers = stations[station].samplers
        let scale = stations[station].condition.slowdown
        var seconds = samplers.body.draw(uniform: bodyUniform(place, servers.time.withinCall))
        if servers.time.tailProbability > 0,
            uniform(.latencyStall, place) < servers.time.tailProbability
        {
            seconds +=
                servers.time.tailScale * samplers.tail.draw(uniform: uniform(.latencyTail, place))
        }
        if isCold { seconds += samplers.coldStart.draw(uniform: uniform(.coldStart, place)) }
        let time = nanoseconds(seconds * scale)
        requests[place].phase = .inService
        requests[place].started = now
        requests[place].fails = willFail(place)
        requests[place].endsAt = later(time)
        schedule(.endsService, place, at: requests[place].endsAt)
        let share = passedOnShare(place)
        if share < 1, !requests[place].fails {
            requests[place].passesOnAt = later(nanoseconds(seconds * scale * share))
            schedule(.passesOn, place, at: requests[place].passesOnAt)
        }
    }

    /// An instant so much later; never when it is beyond the range.
    func later(_ time: Int64) -> Int64 {
        let (sum, overflow) = now.addingReportingOverflow(time)
        return overflow ? .max : sum
    }

    func willFail(_ place: Int32) -> Bool {
        let share = stations[Int(requests[place].station)].failures
        return share > 0 && uniform(.failure, place) < share
    }

    private func passedOnShare(_ place: Int32) -> Double {
        let turn = turns[requests[place].turn]
        return graphs[turn.graph]?.stages[Int(requests[place].stage)].passesOn ?? 1
    }

    /// A server is done with a request.
    mutating func end(_ place: Int32) {
        let station = Int(requests[place].station)
        stations[station].freeServer(at: now)
        serve(station)
        complete(place)
    }

    /// Service of a request has ended, and what it occupied is free: its turn goes on.
    mutating func complete(_ place: Int32) {
        if requests[place].fails { return fail(place, .failed) }
        if !requests[place].hasPassedOn { passOn(place) }
        let request = requests[place]
        if request.turn >= 0 {
            keep(request, .answered)
        } else {
            notices.append(.served(request.served(.answered, at: now)))
        }
        requests.remove(place)
    }

    /// Takes a request off its station, wherever it is there.
    ///
    /// - Parameter place: The request; its place is free afterwards.
    /// - Returns: It as it was.
    mutating func withdraw(_ place: Int32) -> Request {
        let request = requests[place]
        let station = Int(request.station)
        switch request.phase {
        case .free, .backingOff: break
        case .queued: stations[station].queue.remove(place)
        case .admitted: unadmit(place)
        case .inService:
            if stations[station].replicas.isEmpty {
                stations[station].freeServer(at: now)
            } else {
                leaveReplica(place)
            }
        }
        requests.remove(place)
        if request.phase != .backingOff { serve(station) }
        return request
    }
}
