import Testing
import TwinPrimitives

@Suite("Antithetic streams")
struct AntitheticStreamTests {
    @Test("every uniform number u becomes 1 - u exactly, every word its complement")
    func mirrored() {
        let plain = RandomStreams(seed: 12, replication: 4)
        let mirrored = RandomStreams(seed: 12, replication: 4, antithetic: true)
        for purpose in RandomPurpose.allCases {
            for ordinal in 0..<200 as Range<UInt32> {
                let caller = CallerKey(contactType: ContactTypeID(2), ordinal: ordinal)
                let (one, other) = (
                    plain.uniform(purpose, caller, attempt: 1, turn: 3),
                    mirrored.uniform(purpose, caller, attempt: 1, turn: 3)
                )
                #expect(one + other == 1 && other > 0 && other < 1)
                #expect(plain.word(purpose, caller) == ~mirrored.word(purpose, caller))
            }
        }
    }

    @Test("the mirror is exact at both ends of the unit interval")
    func ends() {
        for word in [0, 1, 0xFFF, 0x1000, 1 << 63, .max - 1, .max] as [UInt64] {
            #expect(openUniform(word) + openUniform(~word) == 1)
        }
    }

    @Test("streams are plain unless asked otherwise")
    func plain() {
        let streams = RandomStreams(seed: 3, replication: 1)
        #expect(streams == RandomStreams(seed: 3, replication: 1, antithetic: false))
        #expect(streams != RandomStreams(seed: 3, replication: 1, antithetic: true))
    }
}
