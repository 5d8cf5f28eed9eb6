import ContactCenterEvents
import Distributions
import RandomVariates
import TwinPrimitives

/// Requests at language models.
extension StationNetwork {
    private func tokens(_ station: Int) -> TokensConfiguration {
        guard case .tokens(let tokens) = stations[station].configuration.service else {
            preconditionFailure("only a language model has replicas")
        }
        return tokens
    }

    /// The replica with the fewest requests among those with room for one; -1 without any.
    func freeReplica(_ station: Int, _ place: Int32) -> Int {
        let tokens = tokens(station)
        let needed = requests[place].promptTokens + requests[place].generatedTokens
        let most = stations[station].condition.places(of: tokens.maximumBatch)
        var best = -1
        for number in stations[station].replicas {
            let replica = replicas[number]
            guard replica.admitted < most else { continue }
            if let limit = tokens.memoryTokens, replica.admitted > 0,
                replica.memory + needed > Int64(limit)
            {
                continue
            }
            if best < 0 || replica.admitted < replicas[best].admitted { best = number }
        }
        return best
    }

    /// Draws how many tokens a request is about.
    mutating func drawTokens(_ place: Int32) {
        let samplers = stations[Int(requests[place].station)].samplers
        func count(_ sampler: LawSampler, _ draw: StageDraw) -> Int64 {
            Int64(min(max(sampler.draw(uniform: uniform(draw, place)).rounded(), 1), 1e9))
        }
        requests[place].promptTokens = count(samplers.promptTokens, .promptTokens)
        requests[place].generatedTokens = count(samplers.generatedTokens, .generatedTokens)
    }

    mutating func admit(_ place: Int32, to number: Int) {
        requests[place].phase = .admitted
        requests[place].replica = Int32(number)
        replicas[number].admitted += 1
        replicas[number].memory += requests[place].promptTokens + requests[place].generatedTokens
        replicas[number].prompts.append(place)
        guard !replicas[number].isBetweenSteps else { return }
        if replicas[number].step > 0 {
            wake(number, by: replicas[number].stepEnd(from: now))
        } else if replicas[number].reading < 0 {
            goOn(number)
        }
    }

    /// Has a replica look up from its work no later than at an instant.
    private mutating func wake(_ number: Int, by time: Int64) {
        guard time < replicas[number].wakesAt else { return }
        replicas[number].wakesAt = time
        schedule(.replicaWakes, Int32(number), at: time)
    }

    /// A replica is between two steps: requests leave, others join, and it goes on.
    mutating func wake(_ number: Int) {
        guard replicas[number].wakesAt == now else { return }
        replicas[number].wakesAt = .max
        replicas[number].isBetweenSteps = true
        let station = replicas[number].station
        var passing: [Int32] = []
        var ending: [Int32] = []
        if replicas[number].reading >= 0 {
            finishReading(number, &passing, &ending)
        } else if replicas[number].step > 0 {
            replicas[number].tokens +=
                (now - replicas[number].began) / replicas[number].step
            replicas[number].step = 0
            reachMarks(number, &passing, &ending)
        }
        replicas[number].batch -= replicas[number].leaving
        replicas[number].admitted -= replicas[number].leaving
        replicas[number].memory -= replicas[number].leavingMemory
        replicas[number].leaving = 0
        replicas[number].leavingMemory = 0
        serve(station)
        replicas[number].isBetweenSteps = false
        goOn(number)
        // What one of them sets off may end another, and give its place to a new request.
        let serials = (passing + ending).map { requests[$0].serial }
        for (place, serial) in zip(passing, serials) where requests[place].serial == serial {
            passOn(place)
        }
        for (place, serial) in zip(ending, serials.dropFirst(passing.count))
        where requests[place].serial == serial {
            complete(place)
        }
    }

    /// A prompt has been read: its request has its first token and joins the batch.
    private mutating func finishReading(
        _ number: Int, _ passing: inout [Int32], _ ending: inout [Int32]
    ) {
        let place = replicas[number].reading
        replicas[number].reading = -1
        guard requests[place].serial == replicas[number].readingSerial else {
            replicas[number].admitted -= 1
            replicas[number].memory -= replicas[number].readingMemory
            return
        }
        replicas[number].batch += 1
        let all = requests[place].generatedTokens
        let first = min(Int64(tokens(replicas[number].station).firstChunkTokens), all)
        let serial = requests[place].serial
        let begin = replicas[number].tokens
        if all == 1 {
            free(number, place)
            ending.append(place)
            return
        }
        replicas[number].push(
            .init(tokens: begin + all - 1, serial: serial, place: place, isFirstChunk: false))
        guard !requests[place].fails else { return }
        if first == 1 {
            passing.append(place)
        } else if first < all {
            replicas[number].push(
                .init(tokens: begin + first - 1, serial: serial, place: place, isFirstChunk: true))
        }
    }

    /// Requests have reached the first chunk or their last token.
    private mutating func reachMarks(
        _ number: Int, _ passing: inout [Int32], _ ending: inout [Int32]
    ) {
        while let mark = replicas[number].nextMark, mark.tokens <= replicas[number].tokens {
            replicas[number].popMark()
            guard requests[mark.place].serial == mark.serial else { continue }
            if mark.isFirstChunk {
                passing.append(mark.place)
            } else {
                free(number, mark.place)
                ending.append(mark.place)
            }
        }
    }

    /// Gives the place of a decoded request back.
    private mutating func free(_ number: Int, _ place: Int32) {
        replicas[number].batch -= 1
        replicas[number].admitted -= 1
        replicas[number].memory -= requests[place].promptTokens + requests[place].generatedTokens
        requests[place].replica = -1
    }

    /// Begins the next prompt or the next row of steps.
    private mutating func goOn(_ number: Int) {
        let station = replicas[number].station
        let tokens = tokens(station)
        let scale = stations[station].condition.slowdown
        if let place = replicas[number].prompts.first {
            replicas[number].prompts.removeFirst()
            requests[place].phase = .inService
            requests[place].started = now
            requests[place].fails = willFail(place)
            replicas[number].reading = place
            replicas[number].readingSerial = requests[place].serial
            replicas[number].readingMemory =
                requests[place].promptTokens + requests[place].generatedTokens
            let seconds = Double(requests[place].promptTokens) / tokens.promptTokensPerSecond
            wake(number, by: later(nanoseconds(seconds * scale)))
        } else if let mark = replicas[number].nextMark, replicas[number].batch > 0 {
            let batch = Double(replicas[number].batch)
            let seconds = tokens.stepBase + tokens.stepPerRequest * batch
            replicas[number].step = max(1, nanoseconds(seconds * scale))
            replicas[number].began = now
            let steps = mark.tokens - replicas[number].tokens
            wake(number, by: later(steps * replicas[number].step))
        }
    }

    /// A request whose prompt waits is withdrawn.
    mutating func unadmit(_ place: Int32) {
        let number = Int(requests[place].replica)
        replicas[number].prompts.remove(place)
        replicas[number].admitted -= 1
        replicas[number].memory -= requests[place].promptTokens + requests[place].generatedTokens
    }

    /// A request that is read or decoded is withdrawn: it leaves between two steps.
    mutating func leaveReplica(_ place: Int32) {
        let number = Int(requests[place].replica)
        guard number >= 0, replicas[number].reading != place else { return }
        replicas[number].leaving += 1
        replicas[number].leavingMemory +=
            requests[place].promptTokens + requests[place].generatedTokens
        if replicas[number].step > 0 { wake(number, by: replicas[number].stepEnd(from: now)) }
    }
}
