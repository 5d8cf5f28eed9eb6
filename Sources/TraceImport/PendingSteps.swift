import TwinPrimitives

/// The next thing that happens to a contact that is in the center.
struct PendingStep: Comparable {
    /// Kinds in the order in which those of one instant happen: releases first.
    enum Kind: UInt8, Comparable {
        case ended, abandoned, menuLeft, queued, answered

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    var time: SimulationTime
    var kind: Kind
    var contact: UInt32

    /// Releases of one instant come first, then the steps of earlier contacts.
    static func < (left: Self, right: Self) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.rank != right.rank { return left.rank < right.rank }
        return left.contact < right.contact
    }

    private var rank: UInt8 { min(kind.rawValue, Kind.menuLeft.rawValue) }
}

/// A binary heap of pending steps, earliest first; each contact has at most one.
struct PendingSteps {
    private var steps: [PendingStep] = []

    /// The earliest step; O(1).
    var first: PendingStep? { steps.first }

    /// Adds a step; O(log n).
    mutating func add(_ step: PendingStep) {
        steps.append(step)
        var place = steps.count - 1
        while place > 0, steps[place] < steps[(place - 1) / 2] {
            steps.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Removes the earliest step; O(log n).
    mutating func removeFirst() -> PendingStep? {
        guard let result = steps.first, let last = steps.popLast() else { return nil }
        guard !steps.isEmpty else { return result }
        steps[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < steps.count && steps[child] < steps[least] { least = child }
            guard least != place else { return result }
            steps.swapAt(place, least)
            place = least
        }
    }
}
