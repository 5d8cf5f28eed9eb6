import TwinPrimitives

/// The random numbers of one part of a line, in the order in which the part uses them.
///
/// Word n is a function of (key, part, n): no part's use moves another's numbers.
struct LineRandom: Hashable, Sendable {
    /// Parts of a line that draw; the numbers belong to what a key means, so only append.
    enum Part: UInt64, Sendable {
        case muffling = 1
        case reverberation = 2
        case echo = 3
        case noise = 4
        case noiseDrift = 5
        case bursts = 6
        case gainDrift = 7
        case loss = 8
        case jitter = 9
    }

    private let key: UInt64
    private let part: UInt64
    private var index: UInt64 = 0
    private var spare: UInt64?

    /// Opens the numbers of a part; `place` tells several of one kind apart.
    init(key: UInt64, part: Part, place: Int = 0) {
        self.key = key
        self.part = part.rawValue | UInt64(place) << 8
    }

    /// The next 64 random bits.
    @inline(__always)
    mutating func word() -> UInt64 {
        if let spare {
            self.spare = nil
            return spare
        }
        let block = Philox.block(counter: (index, part), key: key)
        index &+= 1
        spare = block.1
        return block.0
    }

    /// The next uniform number in (0, 1).
    @inline(__always)
    mutating func uniform() -> Double { openUniform(word()) }

    /// The next standard normal number, by inversion.
    @inline(__always)
    mutating func normal() -> Double { PortableMath.inverseNormal(uniform()) }

    /// The next exponential number of a mean, by inversion.
    mutating func exponential(mean: Double) -> Double { -mean * PortableMath.log(uniform()) }

    /// The next whole number below `count`, which is above 0.
    mutating func index(below count: Int) -> Int {
        Int(word().multipliedFullWidth(by: UInt64(count)).high)
    }
}
