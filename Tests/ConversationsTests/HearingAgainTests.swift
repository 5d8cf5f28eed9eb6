import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Hearing a call another time")
struct HearingAgainTests {
    private static let streams = RandomStreams(seed: 7, replication: 0)

    private static func speech(_ ordinal: UInt32) -> HeardSpeech {
        HeardSpeech(
            text: "one two three four five six",
            acts: [], caller: CallerKey(contactType: ContactTypeID(0), ordinal: ordinal))
    }

    private static func isRight(_ ear: any Ear, _ ordinal: UInt32) -> Bool {
        ear.hearBeginning(speech(ordinal), streams: streams) == speech(ordinal).text
    }

    /// A share of right utterances q = 0.9^6 of 4 000 callers; hearings are independent, so both are right in q^2 of
    /// them, known to 0.7 points: tested at 4.9 of that, where one draw for both would give q itself, 25 points off.
    @Test("the first hearing is the ear's own, others are independent of it and as often right")
    func independent() {
        let ear = WordErrorEar(rate: 0.1)
        let first = HearingAgain(ear, number: 0)
        let second = HearingAgain(ear, number: 1)
        let callers = UInt32(4000)
        var (right, both) = (0, 0)
        for caller in 0..<callers {
            let own = Self.isRight(ear, caller)
            #expect(own == Self.isRight(first, caller))
            let again = Self.isRight(second, caller)
            right += again ? 1 : 0
            both += own && again ? 1 : 0
        }
        let truth = 0.9 * 0.9 * 0.9 * 0.9 * 0.9 * 0.9
        #expect(abs(Double(right) / Double(callers) - truth) < 4.9 * 0.008)
        #expect(abs(Double(both) / Double(callers) - truth * truth) < 4.9 * 0.0072)
    }

    @Test("an ear that leaves nothing to chance says so, however often it hears")
    func certain() {
        #expect(!PerfectEar().hearsByChance)
        #expect(!HearingAgain(PerfectEar(), number: 3).hearsByChance)
        #expect(HearingAgain(WordErrorEar(rate: 0.1), number: 3).hearsByChance)
    }
}
