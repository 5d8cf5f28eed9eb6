import ContactCenterEvents
import TwinPrimitives

/// Callers who will call again: a pool of places, reused.
struct Orbit: ~Copyable {
    /// One caller in orbit.
    struct Place {
        var caller: CallerKey
        var contactType: ContactTypeID
        var attempt: UInt16
        var cause: ArrivalCause
    }

    private var places: [Place] = []
    private var free: [UInt32] = []

    /// Callers in orbit.
    var count: Int { places.count - free.count }

    /// Whether another caller can be numbered below a limit.
    func hasRoom(within limit: Int) -> Bool { !free.isEmpty || places.count < limit }

    /// Puts a caller into orbit and returns the place's number.
    mutating func enter(_ place: Place) -> UInt32 {
        if let reused = free.popLast() {
            places[Int(reused)] = place
            return reused
        }
        places.append(place)
        return UInt32(places.count - 1)
    }

    /// Takes a caller out of orbit.
    mutating func leave(_ number: UInt32) -> Place {
        free.append(number)
        return places[Int(number)]
    }
}
