import Distributions
import RandomVariates
import TwinPrimitives

/// Random words and draws by inversion.
enum DrawBenchmarks {
    /// Draws of one run.
    private static let draws = 1_000_000

    static let all: [Benchmark] = [
        Benchmark(
            name: "machine.step", unit: "step",
            about: "multiply, shift and add, each waiting for the one before: the machine's speed"
        ) {
            {
                var state: UInt64 = 1
                for _ in 0..<draws {
                    state = (state ^ state &>> 29) &* 0x9E37_79B9_7F4A_7C15 &+ 1
                }
                return Work(units: draws, checksum: state)
            }
        },
        Benchmark(
            name: "draw.word", unit: "draw", about: "one addressed random word (Philox2x64-10)"
        ) {
            let streams = RandomStreams(seed: 1, replication: 0)
            return {
                var sum: UInt64 = 0
                for ordinal in 0..<UInt32(draws) {
                    let caller = CallerKey(contactType: ContactTypeID(0), ordinal: ordinal)
                    sum &+= streams.word(.testing, caller)
                }
                return Work(units: draws, checksum: sum)
            }
        },
        sampler("draw.exponential", .exponential(mean: 300)),
        sampler("draw.lognormal", .lognormal(mu: 5.3, sigma: 0.7)),
        sampler("draw.weibull", .weibull(shape: 1.1, scale: 180)),
        sampler("draw.gamma", .gamma(shape: 2.5, scale: 70)),
    ]

    private static func sampler(_ name: String, _ law: Law) -> Benchmark {
        Benchmark(name: name, unit: "draw", about: "word, uniform and inversion of one law") {
            let streams = RandomStreams(seed: 1, replication: 0)
            let sampler = LawSampler(law)
            return {
                var sum: Int64 = 0
                for ordinal in 0..<UInt32(draws) {
                    let caller = CallerKey(contactType: ContactTypeID(0), ordinal: ordinal)
                    sum &+= sampler.duration(uniform: streams.uniform(.testing, caller)).nanoseconds
                }
                return Work(units: draws, checksum: UInt64(bitPattern: sum))
            }
        }
    }
}
