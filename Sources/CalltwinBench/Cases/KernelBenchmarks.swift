import SimulationKernel
import TwinPrimitives

/// The future event list alone.
enum KernelBenchmarks {
    static let all: [Benchmark] = [
        hold(FourAryHeap.self, "heap", 500), hold(FourAryHeap.self, "heap", 10_000),
        hold(LadderQueue.self, "ladder", 500), hold(LadderQueue.self, "ladder", 10_000),
    ]

    /// The hold model: remove the first notice, schedule it again an exponential time later.
    private static func hold<List: FutureEventList & ~Copyable>(
        _ list: List.Type, _ label: String, _ size: Int
    ) -> Benchmark {
        Benchmark(
            name: "\(label).hold.\(size)", unit: "hold",
            about: "pop and push with \(size) notices in the list"
        ) {
            let streams = RandomStreams(seed: 2, replication: 0)
            // Increments are made ahead: the list is measured, not the logarithm.
            let increments = (0..<65_536).map { ordinal in
                let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal))
                let word = streams.word(.testing, caller)
                let exponential = -PortableMath.log(openUniform(word))
                return SimulationDuration(seconds: exponential)
            }
            return {
                var events = FutureEvents<List>()
                for index in 0..<size {
                    events.schedule(1, UInt32(index), at: .zero + increments[index & 0xFFFF])
                }
                var sum: UInt64 = 0
                let holds = 1_000_000
                for step in 0..<holds {
                    let notice = events.popFirst()
                    sum = sum &* 31 &+ UInt64(notice.index)
                    events.schedule(1, notice.index, at: notice.due + increments[step & 0xFFFF])
                }
                return Work(units: holds, checksum: sum)
            }
        }
    }
}
