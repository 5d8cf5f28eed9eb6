import ResponseStations
import TwinPrimitives

/// A language model that is walked through step by step: one replica, written from the description of
/// the rules alone.
struct StepwiseModel {
    let rules: TokensConfiguration

    /// A request: when it comes, and tokens of prompt and answer.
    struct Request {
        var arrival: Int64
        var prompt: Int64
        var answer: Int64
    }

    /// When a request had its first chunk, and when its last token.
    struct Result: Equatable {
        var chunk: Int64
        var end: Int64
    }

    private func nanoseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1e9).rounded()) }

    func run(_ requests: [Request]) -> [Result] {
        var results = requests.map { _ in Result(chunk: -1, end: -1) }
        var waiting = Array(requests.indices)
        var prompts: [Int] = []
        var batch: [Int] = []
        var tokens = [Int64](repeating: 0, count: requests.count)
        var time: Int64 = 0
        func memory(_ list: [Int]) -> Int64 {
            list.reduce(0) { $0 + requests[$1].prompt + requests[$1].answer }
        }
        func give(_ number: Int) {
            tokens[number] += 1
            let first = min(Int64(rules.firstChunkTokens), requests[number].answer)
            if tokens[number] == first { results[number].chunk = time }
            if tokens[number] == requests[number].answer {
                results[number].end = time
                batch.removeAll { $0 == number }
            }
        }
        while !(waiting.isEmpty && prompts.isEmpty && batch.isEmpty) {
            while let first = waiting.first, requests[first].arrival <= time {
                let inside = prompts + batch
                let needed = requests[first].prompt + requests[first].answer
                guard inside.count < rules.maximumBatch else { break }
                if let limit = rules.memoryTokens, !inside.isEmpty,
                    memory(inside) + needed > Int64(limit)
                {
                    break
                }
                prompts.append(first)
                waiting.removeFirst()
            }
            if let first = prompts.first {
                prompts.removeFirst()
                let seconds = Double(requests[first].prompt) / rules.promptTokensPerSecond
                time += nanoseconds(seconds)
                batch.append(first)
                give(first)
            } else if !batch.isEmpty {
                time += nanoseconds(
                    rules.stepBase + rules.stepPerRequest * Double(batch.count))
                for number in batch { give(number) }
            } else if let next = waiting.first {
                time = requests[next].arrival
            }
        }
        return results
    }
}
