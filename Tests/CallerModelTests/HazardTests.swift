import CallerModel
import Distributions
import Testing
import TwinPrimitives

@Suite("Hazards of callers")
struct HazardTests {
    static func seconds(_ time: SimulationTime?) -> Double { time.map(\.seconds) ?? .infinity }

    /// Kolmogorov's distance between samples and a distribution function.
    static func distance(_ samples: [Double], _ cdf: (Double) -> Double) -> Double {
        let sorted = samples.sorted()
        let count = Double(sorted.count)
        return sorted.enumerated().reduce(0) { worst, item in
            let f = cdf(item.element)
            return max(
                worst, abs(f - Double(item.offset) / count),
                abs(f - Double(item.offset + 1) / count))
        }
    }

    /// Quantile of Kolmogorov's statistic at a false alarm of 1e-6: sqrt(ln(2e6) / 2) = 2.69.
    static let bound = 2.69

    @Test("patience with a silence follows a hazard that grows with it")
    func growing() {
        var persona = Persona.ideal
        persona.hazards[.hangUp] = HazardRule(silent: 0.02, talking: 0, perSilenceSecond: 0.3)
        let times = (0..<4000).map { ordinal -> Double in
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            caller.waits(from: .zero)
            return Self.seconds(caller.nextImpulse)
        }
        let distance = Self.distance(times) {
            1 - PortableMath.exp(-0.02 * PortableMath.expm1(0.3 * $0) / 0.3)
        }
        #expect(distance * Double(4000).squareRoot() < Self.bound)
    }

    @Test("impulses that nobody hears leave the silence as long as it is", arguments: [nil, 4.0])
    func soundless(checkInAfter: Double?) {
        var persona = Persona.strange(.silent)
        persona.hazards = .none
        persona.silencePatience = nil
        persona.hazards.checkInAfter = checkInAfter
        persona.hazards[.hangUp] = HazardRule(silent: 0.02, talking: 0, perSilenceSecond: 0.3)
        persona.hazards[.backchannel] = HazardRule(silent: 0.5, talking: 0, perSilenceSecond: -0.1)
        persona.hazards[.pressZero] = HazardRule(silent: 0.3, talking: 0)
        var impulses = 0
        let times = (0..<4000).map { ordinal -> Double in
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            caller.waits(from: .zero)
            while let time = caller.nextImpulse {
                if case .leave(.impatience) = caller.followImpulse(at: time) {
                    return Self.seconds(time)
                }
                impulses += 1
            }
            return .infinity
        }
        // Law of a hazard 0.02 exp(0.3 s): the other impulses compete with it and change nothing.
        let distance = Self.distance(times) {
            1 - PortableMath.exp(-0.02 * PortableMath.expm1(0.3 * $0) / 0.3)
        }
        #expect(distance * Double(4000).squareRoot() < Self.bound)
        #expect(impulses > 8000)
    }

    @Test("a patience with silences runs on through check-ins that nobody hears")
    func soundlessCheckIns() {
        var persona = Persona.strange(.silent)
        persona.hazards = .none
        persona.hazards.checkInAfter = 2
        let law = Law.weibull(shape: 2.5, scale: 6)
        persona.silencePatience = law
        let times = (0..<2000).map { ordinal -> Double in
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            caller.waits(from: .zero)
            while let time = caller.nextImpulse {
                if case .leave = caller.followImpulse(at: time) { return Self.seconds(time) }
            }
            return .infinity
        }
        #expect(
            Self.distance(times) { law.cdf($0) } * Double(2000).squareRoot() < Self.bound)
    }

    @Test("one exponential is spent over silences that are interrupted")
    func interrupted() {
        var persona = Persona.ideal
        persona.hazards[.hangUp] = HazardRule(silent: 0.1, talking: 0)
        for ordinal in 0..<200 {
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            let whole = caller.remainingPatience
            caller.waits(from: .zero)
            let due = Self.seconds(caller.nextImpulse)
            #expect(abs(due - whole / 0.1) < 1e-6)
            let pause = due * 0.4
            caller.takesTurn(at: SimulationTime(seconds: pause))
            #expect(abs(caller.remainingPatience - whole * 0.6) < 1e-6)
            caller.waits(from: SimulationTime(seconds: 1000))
            #expect(abs(Self.seconds(caller.nextImpulse) - 1000 - due * 0.6) < 1e-5)
        }
    }

    @Test("covariates multiply: earlier contacts shorten patience by their factor")
    func covariates() {
        var persona = Persona.ideal
        persona.hazards[.hangUp] = HazardRule(silent: 0.1, talking: 0, perPriorContact: 0.5)
        var first = CallerTests.caller(persona, attempt: 0)
        first.waits(from: .zero)
        var third = CallerTests.caller(persona, attempt: 2)
        let left = third.remainingPatience
        third.waits(from: .zero)
        #expect(
            abs(Self.seconds(third.nextImpulse) - left / (0.1 * PortableMath.exp(1))) < 1e-6)
        #expect(abs(Self.seconds(first.nextImpulse) - first.remainingPatience / 0.1) < 1e-6)
    }

    @Test("of two hazards the share of each is its share of the rates")
    func competing() {
        var persona = Persona.ideal
        persona.hazards[.hangUp] = HazardRule(silent: 0.1, talking: 0)
        persona.hazards[.pressZero] = HazardRule(silent: 0.3, talking: 0)
        var left = 0
        for ordinal in 0..<4000 {
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            caller.waits(from: .zero)
            guard let time = caller.nextImpulse else { continue }
            if case .leave(.impatience) = caller.followImpulse(at: time) { left += 1 }
        }
        CallerRateTests.expect(left, of: 4000, is: 0.25, "hung up first")
    }

    @Test("after two unanswered check-ins the tau-voice caller leaves")
    func checkIns() throws {
        var caller = CallerTests.caller(.tauVoiceControl)
        caller.waits(from: .zero)
        var time = SimulationTime.zero
        for count in 1...2 {
            time = try #require(caller.nextImpulse)
            #expect(Self.seconds(time) == Double(count) * 6)
            guard case .say(let segments) = caller.followImpulse(at: time) else {
                Issue.record("expected a check-in")
                return
            }
            #expect(segments.map(\.kind) == [.checkIn])
            caller.waits(from: time)
        }
        time = try #require(caller.nextImpulse)
        #expect(caller.followImpulse(at: time) == .leave(.uncheckedCheckIns))
        // A prompt in between starts the count anew.
        caller.agentStarts(.inform, at: time)
        caller.agentEnds(share: 1, at: time)
        caller.waits(from: time)
        time = try #require(caller.nextImpulse)
        #expect(caller.followImpulse(at: time) != .leave(.uncheckedCheckIns))
    }

    @Test("a silence patience is drawn anew for each silence")
    func silencePatience() {
        var persona = Persona.ideal
        let law = Law.weibull(shape: 2.5, scale: 6)
        persona.silencePatience = law
        var times: [Double] = []
        for ordinal in 0..<1000 {
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            for _ in 0..<4 {
                _ = CallerTests.answer(&caller, to: .greet)
                caller.waits(from: .zero)
                times.append(Self.seconds(caller.nextImpulse))
            }
        }
        #expect(
            Self.distance(times) { law.cdf($0) } * Double(times.count).squareRoot() < Self.bound)
    }
}
