import CGSL

/// Carries a Swift closure through the `void *params` of a C callback.
struct ScalarFunction {
    let evaluate: (Double) -> Double

    /// Calls `body` with a `gsl_function` that is valid only during the call.
    static func withPointer<Result>(
        to function: (Double) -> Double,
        _ body: (UnsafeMutablePointer<gsl_function>) -> Result
    ) -> Result {
        Library.prepare()
        return withoutActuallyEscaping(function) { escapable in
            var box = ScalarFunction(evaluate: escapable)
            return withUnsafeMutablePointer(to: &box) { pointer in
                var callback = gsl_function(
                    function: { x, params in
                        guard let params else { return .nan }
                        return params.assumingMemoryBound(to: ScalarFunction.self)
                            .pointee.evaluate(x)
                    },
                    params: UnsafeMutableRawPointer(pointer))
                return body(&callback)
            }
        }
    }
}
