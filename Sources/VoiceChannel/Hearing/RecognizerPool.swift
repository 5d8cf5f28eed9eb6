import Synchronization

/// Recognisers that are loaded once and lent to one call at a time.
///
/// A call gets the same readings from any of them: what a recogniser heard before plays no part.
public final class RecognizerPool: Sendable {
    /// A recogniser that nobody uses: it is handed over, never shared.
    private struct Idle: @unchecked Sendable {
        let recognizer: any Recognizer
    }

    private let idle = Mutex<[Idle]>([])
    private let make: @Sendable () throws -> any Recognizer

    /// Makes an empty pool.
    ///
    /// - Parameter make: Loads one more recogniser, when all are in use.
    public init(_ make: @escaping @Sendable () throws -> any Recognizer) { self.make = make }

    /// Lends a recogniser.
    ///
    /// - Returns: A recogniser that nobody else uses until it is given back.
    /// - Throws: What loading one throws.
    public func lend() throws -> any Recognizer {
        if let idle = idle.withLock({ $0.popLast() }) { return idle.recognizer }
        return try make()
    }

    /// Takes a recogniser back; its borrower keeps no reference.
    public func giveBack(_ recognizer: any Recognizer) {
        let entry = Idle(recognizer: recognizer)
        idle.withLock { $0.append(entry) }
    }
}
