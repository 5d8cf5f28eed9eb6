@preconcurrency import CGSL

/// A minimum of a function of one variable.
public struct Minimum: Hashable, Sendable {
    /// Where the function is least.
    public let point: Double
    /// The function there.
    public let value: Double
}

/// A minimum of a function of several variables.
public struct MultivariateMinimum: Hashable, Sendable {
    /// Where the function is least.
    public let point: [Double]
    /// The function there.
    public let value: Double
    /// Iterations used.
    public let iterations: Int
    /// Final mean distance of the simplex's corners from its centre.
    public let simplexSize: Double
}

/// Minima of functions, without derivatives.
public enum Minimization {
    /// How the bracket of a one-dimensional minimum shrinks.
    public enum Method: Sendable, CaseIterable {
        /// Parabolic interpolation guarded by golden sections; fast on smooth functions.
        case brent
        /// Golden sections only; slow and sure.
        case goldenSection
    }

    /// Finds a minimum inside an interval.
    ///
    /// The place of a minimum is determined only to about the square root of the rounding error
    /// (1e-8 relative). Source: Brent 1973, chapter 5.
    ///
    /// - Parameters:
    ///   - interval: Bracket, finite.
    ///   - guess: A point strictly inside at which the function is below both ends.
    ///   - method: How the bracket shrinks.
    ///   - absoluteTolerance: Width of the final bracket allowed, absolute.
    ///   - relativeTolerance: Width of the final bracket allowed, relative; `brent` cannot shrink a
    ///     bracket below 4e-8.
    ///   - iterationLimit: Most iterations.
    ///   - function: The function; finite on the interval.
    /// - Returns: The minimum.
    /// - Throws: `GSLError` when the three points bracket no minimum or the limit is reached.
    public static func minimum(
        in interval: ClosedRange<Double>, guess: Double, method: Method = .brent,
        absoluteTolerance: Double = 0, relativeTolerance: Double = 1e-7,
        iterationLimit: Int = 500,
        _ function: (Double) -> Double
    ) throws(GSLError) -> Minimum {
        let operation = "one-dimensional minimisation"
        Library.prepare()
        let kind = method == .brent ? gsl_min_fminimizer_brent : gsl_min_fminimizer_goldensection
        guard let minimizer = gsl_min_fminimizer_alloc(kind) else {
            throw .outOfMemory(operation)
        }
        defer { gsl_min_fminimizer_free(minimizer) }
        let status = ScalarFunction.withPointer(to: function) { callback -> Int32 in
            var status = gsl_min_fminimizer_set(
                minimizer, callback, guess, interval.lowerBound, interval.upperBound)
            guard status == GSLError.success else { return status }
            for _ in 0..<max(1, iterationLimit) {
                status = gsl_min_fminimizer_iterate(minimizer)
                guard status == GSLError.success else { return status }
                status = gsl_min_test_interval(
                    gsl_min_fminimizer_x_lower(minimizer), gsl_min_fminimizer_x_upper(minimizer),
                    absoluteTolerance, relativeTolerance)
                guard status == GSLError.proceed else { return status }
            }
            return GSLError.iterationLimit
        }
        try GSLError.check(status, operation)
        return Minimum(
            point: gsl_min_fminimizer_x_minimum(minimizer),
            value: gsl_min_fminimizer_f_minimum(minimizer))
    }

    /// Finds a local minimum of a function of several variables by the simplex of Nelder and Mead.
    ///
    /// Needs no derivatives; a plateau or a narrow curved valley may stop it early, so restart from
    /// the result when it matters. Source: Nelder and Mead 1965, GSL's `nmsimplex2`.
    ///
    /// - Parameters:
    ///   - start: First corner of the simplex, at least one variable.
    ///   - steps: Length of the first simplex along each variable, none zero; as many as `start`.
    ///   - sizeTolerance: Size of the simplex at which to stop.
    ///   - iterationLimit: Most iterations.
    ///   - function: The function; return a large finite number where it is not defined.
    /// - Returns: The minimum with iterations and final size.
    /// - Throws: `GSLError` when the shapes differ, the function is not finite at a corner or the
    ///   limit is reached.
    public static func nelderMead(
        from start: [Double], steps: [Double], sizeTolerance: Double = 1e-8,
        iterationLimit: Int = 5000,
        _ function: ([Double]) -> Double
    ) throws(GSLError) -> MultivariateMinimum {
        let operation = "Nelder-Mead minimisation"
        Library.prepare()
        let dimension = start.count
        guard dimension > 0, steps.count == dimension else { throw .domain(operation) }
        guard
            let minimizer = gsl_multimin_fminimizer_alloc(
                gsl_multimin_fminimizer_nmsimplex2, dimension)
        else { throw .outOfMemory(operation) }
        defer { gsl_multimin_fminimizer_free(minimizer) }
        guard let origin = gsl_vector_alloc(dimension) else { throw .outOfMemory(operation) }
        defer { gsl_vector_free(origin) }
        guard let step = gsl_vector_alloc(dimension) else { throw .outOfMemory(operation) }
        defer { gsl_vector_free(step) }
        for index in 0..<dimension {
            gsl_vector_set(origin, index, start[index])
            gsl_vector_set(step, index, steps[index])
        }
        let outcome = VectorFunction.withPointer(to: function, dimension: dimension) {
            callback -> (status: Int32, iterations: Int) in
            var status = gsl_multimin_fminimizer_set(minimizer, callback, origin, step)
            guard status == GSLError.success else { return (status, 0) }
            for iteration in 1...max(1, iterationLimit) {
                status = gsl_multimin_fminimizer_iterate(minimizer)
                guard status == GSLError.success else { return (status, iteration) }
                status = gsl_multimin_test_size(
                    gsl_multimin_fminimizer_size(minimizer), sizeTolerance)
                guard status == GSLError.proceed else { return (status, iteration) }
            }
            return (GSLError.iterationLimit, iterationLimit)
        }
        try GSLError.check(outcome.status, operation)
        let best = gsl_multimin_fminimizer_x(minimizer)
        return MultivariateMinimum(
            point: (0..<dimension).map { gsl_vector_get(best, $0) },
            value: gsl_multimin_fminimizer_minimum(minimizer),
            iterations: outcome.iterations,
            simplexSize: gsl_multimin_fminimizer_size(minimizer))
    }
}

/// Carries a Swift closure of several variables through the `void *params` of a C callback.
private struct VectorFunction {
    let evaluate: ([Double]) -> Double

    static func withPointer<Result>(
        to function: ([Double]) -> Double, dimension: Int,
        _ body: (UnsafeMutablePointer<gsl_multimin_function>) -> Result
    ) -> Result {
        withoutActuallyEscaping(function) { escapable in
            var box = VectorFunction(evaluate: escapable)
            return withUnsafeMutablePointer(to: &box) { pointer in
                var callback = gsl_multimin_function(
                    f: { vector, params in
                        guard let vector, let params else { return .nan }
                        let point = (0..<vector.pointee.size).map { gsl_vector_get(vector, $0) }
                        return params.assumingMemoryBound(to: VectorFunction.self)
                            .pointee.evaluate(point)
                    },
                    n: dimension,
                    params: UnsafeMutableRawPointer(pointer))
                return body(&callback)
            }
        }
    }
}
