/// Arithmetic on rows of numbers, eight at a time.
///
/// Each sum is rounded as if its numbers came one by one, except those of `product` and `squares`,
/// which have eight running sums; either way the order is fixed. Compilers do not find the lanes by
/// themselves, since rows might overlap: training takes twice as long without this.
enum Lanes {
    /// Adds `factor` times a row to another one.
    @inline(__always)
    static func add(
        _ factor: Float, _ row: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>,
        count: Int
    ) {
        let whole = count & ~7
        for place in stride(from: 0, to: whole, by: 8) {
            target.store(target.lanes(place) + row.lanes(place) * factor, place)
        }
        for place in whole..<count { target[place] += factor * row[place] }
    }

    /// Sum of the products of two rows.
    @inline(__always)
    static func product(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int
    ) -> Float {
        let whole = count & ~7
        var lanes = SIMD8<Float>()
        for place in stride(from: 0, to: whole, by: 8) {
            lanes += left.lanes(place) * right.lanes(place)
        }
        var sum = lanes.sum()
        for place in whole..<count { sum += left[place] * right[place] }
        return sum
    }

    /// Sum of the squares of a row.
    @inline(__always)
    static func squares(_ row: UnsafePointer<Float>, count: Int) -> Float {
        product(row, row, count: count)
    }

    /// One step of AdaGrad: adds the squared slopes to their sums, and moves each value against its
    /// slope, which the root of the sum divides.
    @inline(__always)
    static func descend(
        _ values: UnsafeMutablePointer<Float>, _ slopes: UnsafePointer<Float>,
        _ squares: UnsafeMutablePointer<Float>, step: Float, count: Int
    ) {
        let whole = count & ~7
        for place in stride(from: 0, to: whole, by: 8) {
            let slope = slopes.lanes(place)
            let square = squares.lanes(place) + slope * slope
            squares.store(square, place)
            values.store(values.lanes(place) - slope * step / square.squareRoot(), place)
        }
        for place in whole..<count {
            squares[place] += slopes[place] * slopes[place]
            values[place] -= step * slopes[place] / squares[place].squareRoot()
        }
    }
}

extension UnsafePointer<Float> {
    /// Eight numbers from a place on.
    @inline(__always)
    func lanes(_ place: Int) -> SIMD8<Float> {
        UnsafeRawPointer(self + place).loadUnaligned(as: SIMD8<Float>.self)
    }
}

extension UnsafeMutablePointer<Float> {
    /// Eight numbers from a place on.
    @inline(__always)
    func lanes(_ place: Int) -> SIMD8<Float> { UnsafePointer(self).lanes(place) }

    /// Writes eight numbers from a place on.
    @inline(__always)
    func store(_ lanes: SIMD8<Float>, _ place: Int) {
        UnsafeMutableRawPointer(self + place).storeBytes(of: lanes, as: SIMD8<Float>.self)
    }
}

extension UnsafeBufferPointer<Float> {
    /// The row that begins at a place.
    @inline(__always)
    subscript(row first: Int) -> UnsafePointer<Float> {
        guard let baseAddress else { preconditionFailure("a table without numbers has no rows") }
        return baseAddress + first
    }
}

extension UnsafeMutableBufferPointer<Float> {
    /// The row that begins at a place.
    @inline(__always)
    subscript(row first: Int) -> UnsafeMutablePointer<Float> {
        guard let baseAddress else { preconditionFailure("a table without numbers has no rows") }
        return baseAddress + first
    }
}
