import Calibration
import ContactCenter
import ContactCenterEvents
import Distributions
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

@Suite("Columns of a pilot")
struct PilotColumnTests {
    private static func file(_ sessions: [PilotSession]) -> PilotFile {
        PilotFile(
            path: "made.csv", sessions: sessions, problems: [], columns: PilotColumn.allCases)
    }

    @Test("an empty cell leaves out one session, and is named")
    func gaps() throws {
        var sessions = try PilotSimulator(
            PilotRecoveryTests.truth, sessions: 300, seed: 31
        ).sessions()
        var without = sessions
        without.remove(at: 17)
        sessions[17].misunderstood = nil
        sessions[17].wrongAction = nil
        sessions[17].latencies = nil
        let fit = PilotFitter(Self.file(sessions)).fit()
        let less = PilotFitter(Self.file(without)).fit()
        for key in ["defects", "scores.wrong.acted", "latency.body.median"] {
            #expect(fit.parameter(key)?.value == less.parameter(key)?.value, "\(key)")
            #expect(fit.parameter(key)?.interval == less.parameter(key)?.interval, "\(key)")
        }
        #expect((fit.parameter("defects")?.value ?? 0) > 0.05)
        for column in ["misunderstood", "wrongAction"] {
            #expect(
                fit.unidentified.contains {
                    $0.hasPrefix("\(column) of 1 sessions: 299 of 300 tell it")
                }, "\(column)")
        }
        #expect(less.unidentified.allSatisfy { !$0.contains(" tell it") })
    }

    /// The pilot tells who came back and not what was done wrongly.
    @Test("contained callers who came back come back at scale too")
    func cameBack() async throws {
        var truth = PilotRecoveryTests.truth
        // Two in five turns that are wrong are acted on.
        truth.scoreWhenWrong = .uniform(lower: 0, upper: 1)
        let returns = Returns(
            afterUnresolved: Redial(probability: 0.8, delay: .exponential(mean: 3600), limit: 5))
        let sessions = try PilotSimulator(truth, sessions: 4000, seed: 7, returns: returns)
            .sessions().map { session in
                var told = session
                told.wrongAction = nil
                return told
            }
        let file = Self.file(sessions)
        let fit = PilotFitter(file).fit()
        let share = try #require(fit.parameter("redial.afterUnresolved"))
        #expect(share.value == 1)
        let text = PilotScenario(fit, file).standAlone(name: "Pilot", volume: 5000)
        let scenario = try Scenario(text: text, path: "pilot.yaml")
        #expect(scenario.center.contactTypes[0].returns.afterUnresolved?.probability == 1)
        #expect(
            !scenario.assumed.map(\.path).contains { $0.hasSuffix("afterUnresolved.probability") })
        let again = try PilotSimulator(
            fit.dialogue, sessions: 4000, seed: 8, returns: scenario.center.contactTypes[0].returns
        ).sessions()
        func back(_ sessions: [PilotSession]) -> (share: Double, count: Double) {
            let contained = sessions.filter { $0.outcome == .contained }
            let back = Double(contained.count { $0.cameBack == true })
            return (back / Double(contained.count), Double(contained.count))
        }
        let (told, found) = (back(sessions), back(again))
        #expect(told.share > 0.05)
        // Two independent shares of about 2700 sessions, the second of a fit to the first: 4.9
        // standard errors of the difference, widened by the root of 3/2. A share of 0 would be 8
        // times that off.
        let error = (told.share * (1 - told.share) * (1 / told.count + 2 / found.count))
            .squareRoot()
        #expect(abs(told.share - found.share) < 4.9 * error, "\(told) \(found)")
    }

    @Test("sessions that a fault or a guard ended are errors, neither contained nor escalated")
    func broken() {
        let contact = ContactID(1)
        func outcome(_ end: SessionOutcome) -> PilotSession? {
            var recorder = SessionRecorder()
            let pool = VoicePoolID(0)
            recorder.record(
                .sessionStarted(SessionStarted(contact: contact, pool: pool)), at: .zero)
            recorder.record(
                .sessionEnded(
                    SessionEnded(contact: contact, outcome: end, wrongActions: 0)),
                at: SimulationTime(seconds: 30))
            return recorder.sessions.first
        }
        let expected: [(SessionOutcome, PilotSession.Outcome)] = [
            (.resolved, .contained), (.falselyContained, .contained), (.escalated, .escalated),
            (.hungUp, .abandoned), (.stopped, .error), (.cutOff, .error),
        ]
        #expect(expected.map(\.0) == SessionOutcome.allCases)
        for (end, told) in expected {
            #expect(outcome(end)?.outcome == told, "\(end)")
            #expect(outcome(end)?.turns == (told == .abandoned || told == .error ? 1 : 0))
        }
    }
}
