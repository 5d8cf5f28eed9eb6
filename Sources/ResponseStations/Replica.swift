/// One server of a language model during a run: the requests that it decodes together.
///
/// All requests of the batch gain one token in each step, so a count of tokens per request is enough:
/// one that joined at count v with g tokens to come leaves at count v + g. Steps are counted, never
/// walked through: a request costs O(log n), whatever it generates, and the result is exact.
struct Replica {
    /// A count of tokens at which something happens to a request.
    struct Mark {
        var tokens: Int64
        var serial: UInt64
        var place: Int32
        /// Whether it is the first chunk, not the last token.
        var isFirstChunk: Bool

        func precedes(_ other: Mark) -> Bool {
            if tokens != other.tokens { return tokens < other.tokens }
            if serial != other.serial { return serial < other.serial }
            return isFirstChunk && !other.isFirstChunk
        }
    }

    let station: Int
    /// Requests that have been given a place, read or not.
    var admitted = 0
    /// Requests that are decoded.
    var batch = 0
    /// Tokens that the admitted requests will hold at most.
    var memory: Int64 = 0
    /// Tokens that each request would have that was there from the start.
    var tokens: Int64 = 0
    /// When the present row of equal steps began.
    var began: Int64 = 0
    /// Length of a step of that row; 0 while no row goes on.
    var step: Int64 = 0
    /// Admitted requests whose prompts wait to be read.
    var prompts = FifoQueue()
    /// The request whose prompt is read; -1: none.
    var reading: Int32 = -1
    var readingSerial: UInt64 = 0
    var readingMemory: Int64 = 0
    /// Requests that were given up and leave the batch between the steps.
    var leaving = 0
    var leavingMemory: Int64 = 0
    /// When it looks up from its work; notices of other instants are void.
    var wakesAt = Int64.max
    /// Whether it is between two steps just now.
    var isBetweenSteps = false
    private var heap: [Mark] = []

    init(station: Int) { self.station = station }

    /// The first end of a step that is not before an instant.
    func stepEnd(from now: Int64) -> Int64 {
        began + (now - began + step - 1) / step * step
    }

    /// The first mark.
    var nextMark: Mark? { heap.first }

    mutating func push(_ mark: Mark) {
        heap.append(mark)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popMark() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(heap[parent]) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
