/// Sum of the products of two rows, added in an order that is the same on every machine.
///
/// Eight sums run side by side and are added pairwise at the end; products and sums are rounded one
/// by one, never fused.
///
/// - Parameters:
///   - left: First row, at least `count` values.
///   - right: Second row, at least `count` values.
///   - count: How many values.
/// - Returns: The sum; relative error about `count` / 8 units in the last place of a `Float`.
@inline(__always)
func innerProduct(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int
) -> Float {
    var lanes = SIMD8<Float>.zero
    let a = UnsafeRawPointer(left)
    let b = UnsafeRawPointer(right)
    let whole = count & ~7
    var place = 0
    while place < whole {
        let offset = place &* 4
        lanes +=
            a.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
            * b.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        place &+= 8
    }
    var rest: Float = 0
    while place < count {
        rest += left[place] * right[place]
        place &+= 1
    }
    let pairs = (
        (lanes[0] + lanes[4]) + (lanes[2] + lanes[6]), (lanes[1] + lanes[5]) + (lanes[3] + lanes[7])
    )
    return (pairs.0 + pairs.1) + rest
}

/// A row of coefficients and the samples that it is laid over, oldest first.
///
/// `output = sum of taps[k] * input[now - k]`; memory is a few times the row's length.
struct FiniteFilter: Sendable {
    /// Coefficients, that of the oldest sample first.
    private let reversed: [Float]
    private var window: [Float]
    private var place: Int

    /// Stores coefficients; the past is silence.
    ///
    /// - Parameter taps: Coefficients, that of the newest sample first; at least one.
    init(taps: [Float]) {
        precondition(!taps.isEmpty, "a filter without coefficients has no output")
        reversed = taps.reversed()
        window = Array(repeating: 0, count: taps.count - 1 + max(1024, taps.count))
        place = taps.count - 1
    }

    /// Replaces a frame by what comes out of the filter.
    mutating func apply(_ frame: inout [Float]) {
        let count = reversed.count
        for index in frame.indices {
            if place == window.count {
                window.replaceSubrange(0..<count - 1, with: Array(window.suffix(count - 1)))
                place = count - 1
            }
            window[place] = frame[index]
            place += 1
            frame[index] = window.withUnsafeBufferPointer { samples in
                reversed.withUnsafeBufferPointer { taps in
                    guard let samples = samples.baseAddress, let taps = taps.baseAddress else {
                        return 0
                    }
                    return innerProduct(samples + (place - count), taps, count: count)
                }
            }
        }
    }
}

/// Adds a multiple of one row to another, `target[k] += gain * source[k]`, each rounded for itself.
///
/// - Parameters:
///   - source: A row of at least `count` values.
///   - gain: The factor.
///   - target: The row that is added to, at least `count` values.
///   - count: How many values, a multiple of 8.
@inline(__always)
func addScaled(
    _ source: UnsafePointer<Float>, times gain: Float, to target: UnsafeMutablePointer<Float>,
    count: Int
) {
    let from = UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(target)
    let gains = SIMD8<Float>(repeating: gain)
    var offset = 0
    while offset < 4 * count {
        let sum =
            to.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
            + gains * from.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        to.storeBytes(of: sum, toByteOffset: offset, as: SIMD8<Float>.self)
        offset &+= 32
    }
}
