/// Numbers in the order of their coming; taking one from the front costs O(1) on average.
struct FifoQueue {
    private var list: [Int32] = []
    private var head = 0

    var isEmpty: Bool { head == list.count }
    var first: Int32? { isEmpty ? nil : list[head] }

    mutating func append(_ number: Int32) { list.append(number) }

    mutating func removeFirst() {
        head += 1
        if head == list.count {
            list.removeAll(keepingCapacity: true)
            head = 0
        } else if head > Self.mostPassed, head * 2 > list.count {
            list.removeFirst(head)
            head = 0
        }
    }

    /// Takes a number out of the middle; O(n).
    mutating func remove(_ number: Int32) {
        guard let place = list[head...].firstIndex(of: number) else { return }
        list.remove(at: place)
        if head == list.count {
            list.removeAll(keepingCapacity: true)
            head = 0
        }
    }

    /// Numbers in front of the head before the list is moved together.
    private static let mostPassed = 64
}
