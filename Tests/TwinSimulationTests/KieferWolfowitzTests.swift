import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives

@Suite("Waits against the recursion of Kiefer and Wolfowitz")
struct KieferWolfowitzTests {
    /// Waits of a first-come first-served queue: each caller takes the server that is free first.
    private func recursion(arrivals: [Int64], services: [Int64], servers: Int) -> [Int64] {
        var free = Array(repeating: Int64(0), count: servers)
        return zip(arrivals, services).map { arrival, service in
            let server = free.indices.min { (free[$0], $0) < (free[$1], $1) } ?? 0
            let start = max(arrival, free[server])
            free[server] = start + service
            return start - arrival
        }
    }

    /// Exact identity, no statistics: any difference of one nanosecond fails.
    @Test("every single wait is exact, for any service law", arguments: [1, 3, 10])
    func exact(servers: Int) {
        let laws: [Law] = [
            .exponential(mean: 60), .lognormal(mu: 3.5, sigma: 1), .deterministic(57),
            .uniform(lower: 0, upper: 120),
        ]
        for law in laws {
            let hours = 20.0
            let rate = 0.95 * Double(servers) * 60
            let type = SmallCenter.poisson(perHour: rate, hours: hours)
            let twin = SmallCenter.twin(
                types: [.init(name: "call", arrivals: type)],
                groups: [
                    SmallCenter.group(
                        "agents", size: Double(servers), skills: [.init(talk: law)])
                ],
                horizonSeconds: hours * 3600)
            var arrivals: [Int64] = []
            var answers: [UInt32: Int64] = [:]
            var ends: [UInt32: Int64] = [:]
            for timed in SmallCenter.events(twin, seed: 42) {
                switch timed.event {
                case .contactArrived: arrivals.append(timed.time.nanoseconds)
                case .contactAnswered(let fact):
                    answers[fact.contact.rawValue] = timed.time.nanoseconds
                case .contactEnded(let fact):
                    ends[fact.contact.rawValue] = timed.time.nanoseconds
                default: break
                }
            }
            #expect(arrivals.count > 800)
            let waits = arrivals.indices.map { answers[UInt32($0), default: -1] - arrivals[$0] }
            let services = arrivals.indices.map {
                ends[UInt32($0), default: -1] - answers[UInt32($0), default: 0]
            }
            #expect(
                waits == recursion(arrivals: arrivals, services: services, servers: servers))
            #expect(waits.contains { $0 > 0 })
        }
    }
}
