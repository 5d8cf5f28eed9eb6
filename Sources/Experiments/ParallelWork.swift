import Foundation
import Synchronization

/// Work on several processors whose results come in order, whoever made them.
public enum ParallelWork {
    /// Does pieces of work, at most so many at one time.
    ///
    /// - Parameters:
    ///   - count: Number of pieces.
    ///   - workers: Pieces at one time, at least 1.
    ///   - body: Does the piece of a number, from 0.
    /// - Returns: The results in the order of their numbers.
    public static func results<Value: Sendable>(
        _ count: Int, workers: Int, _ body: @Sendable (Int) -> Value
    ) -> [Value] {
        let done = Mutex<[(place: Int, value: Value)]>([])
        let next = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
            while true {
                let place = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard place < count else { return }
                let value = body(place)
                done.withLock { $0.append((place, value)) }
            }
        }
        return done.withLock { $0 }.sorted { $0.place < $1.place }.map(\.value)
    }
}
