import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("Hand-computed returns")
struct ReturnStoryTests {
    @Test("a served caller comes back as another type, as often as the limit says")
    func afterService() {
        let first = type([0]) {
            $0.returns.afterService = Redial(
                probability: 1, delay: .deterministic(40), limit: 1, becomes: ContactTypeID(1))
        }
        let second = type([]) {
            $0.returns.afterService = Redial(
                probability: 1, delay: .deterministic(5), limit: 2, becomes: ContactTypeID(0))
        }
        #expect(
            Story(center([first, second], [(1, [skill(10), skill(20)])])).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 ended 0", "10.0 redial in 40.0",
                "50.0 arrived 1 type 1 afterService attempt 1", "50.0 answered 1 by 0",
                "70.0 ended 1", "70.0 redial in 5.0", "75.0 arrived 2 afterService attempt 2",
                "75.0 answered 2 by 0", "85.0 ended 2",
            ])
    }

    @Test("the limit counts all attempts of a caller, whatever brought them about")
    func limitOverCauses() {
        let calls = type([0, 10]) {
            $0.patience = .deterministic(5)
            $0.returns.afterAbandon = Redial(probability: 1, delay: .deterministic(160), limit: 2)
            $0.returns.afterService = Redial(probability: 1, delay: .deterministic(7), limit: 2)
        }
        // Contact 1 abandons at 15, is served on the first further attempt, and has one left.
        #expect(
            Story(center([calls], [(1, [skill(50)])])).lines(with: "arrived") == [
                "0.0 arrived 0", "10.0 arrived 1", "57.0 arrived 2 afterService attempt 1",
                "114.0 arrived 3 afterService attempt 2",
                "175.0 arrived 4 afterAbandonment attempt 1",
                "232.0 arrived 5 afterService attempt 2",
            ])
    }

    @Test("nobody comes back after the end of the run; the decision stays on record")
    func horizon() {
        let calls = type([0]) {
            $0.returns.afterService = Redial(probability: 1, delay: .deterministic(90), limit: 3)
        }
        #expect(
            Story(center([calls], [(1, [skill(10)])], horizon: 100)).lines == [
                "0.0 arrived 0", "0.0 answered 0 by 0", "10.0 ended 0", "10.0 redial in 90.0",
            ])
    }

    @Test("callers who keep their draws keep their own, not those of a namesake of the new type")
    func keepsOwnDraws() {
        let law = Skill(talk: .exponential(mean: 60))
        let arrivals = (0..<40).map { 10 * Double($0) }
        let first = type(arrivals) {
            $0.returns = Returns(
                afterService: Redial(
                    probability: 1, delay: .deterministic(3000), limit: 1,
                    becomes: ContactTypeID(1)),
                keepsDraws: true)
        }
        let second = type(arrivals) { $0.returns.keepsDraws = true }
        let twin = center([first, second], [(200, [law, law])], horizon: 9000)
        var contacts: [UInt32: (caller: CallerKey, at: Int64)] = [:]
        var talks: [[Int64]: [Int64]] = [:]
        for timed in SmallCenter.events(twin) {
            switch timed.event {
            case .contactArrived(let fact):
                contacts[fact.contact.rawValue] = (fact.caller, timed.time.nanoseconds)
            case .contactEnded(let fact):
                guard let (caller, at) = contacts[fact.contact.rawValue] else { continue }
                let key = [Int64(caller.contactType.rawValue), Int64(caller.ordinal)]
                talks[key, default: []].append(timed.time.nanoseconds - at)
            default: break
            }
        }
        #expect(talks.count == 80)
        for (key, times) in talks { #expect(times.count == (key[0] == 0 ? 2 : 1)) }
        #expect(talks.values.allSatisfy { Set($0).count == 1 })
        #expect(Set(talks.values.compactMap(\.first)).count == 80)
    }

    @Test(
        "keepsDraws: the patience of every attempt is the first one's; otherwise it is drawn anew")
    func keepsPatience() {
        func waits(_ keeps: Bool) -> [[Int64]] {
            let calls = type([10, 20, 30]) {
                $0.patience = .exponential(mean: 60)
                $0.returns = Returns(
                    afterAbandon: Redial(probability: 1, delay: .deterministic(1000), limit: 2),
                    keepsDraws: keeps)
            }
            let twin = center(
                [calls, type([0])], [(1, [skill(1), skill(9e6)])], horizon: 9000)
            var queued: [UInt32: (caller: CallerKey, at: Int64)] = [:]
            var callers: [UInt32: CallerKey] = [:]
            var waits: [[Int64]] = [[], [], []]
            for timed in SmallCenter.events(twin) {
                switch timed.event {
                case .contactArrived(let fact): callers[fact.contact.rawValue] = fact.caller
                case .contactQueued(let fact):
                    queued[fact.contact.rawValue] = callers[fact.contact.rawValue].map {
                        ($0, timed.time.nanoseconds)
                    }
                case .contactAbandoned(let fact):
                    guard let entry = queued[fact.contact.rawValue] else { continue }
                    waits[Int(entry.caller.ordinal)].append(timed.time.nanoseconds - entry.at)
                default: break
                }
            }
            return waits
        }
        let kept = waits(true)
        #expect(kept.allSatisfy { $0.count == 3 && Set($0).count == 1 })
        let fresh = waits(false)
        #expect(fresh.allSatisfy { $0.count == 3 && Set($0).count == 3 })
        #expect(kept.map(\.first) == fresh.map(\.first))
    }
}
