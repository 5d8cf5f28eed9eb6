import Conversations
import DialogueEngine
import TestSupport
import Testing
import TwinPrimitives

/// Mixes of lines over which a set share of turns is wrongly understood.
@Suite("Mixes of lines")
struct LineMixTests {
    private static let streams = RandomStreams(seed: 7, replication: 0)

    private static func caller(_ ordinal: Int) -> CallerKey {
        CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal))
    }

    /// Three lines with 2, 3 and 4 turns a call; of ten callers 1, 3 and 9 have one wrong turn.
    private static let lines: [LineDefects] = [(2, 1), (3, 3), (4, 9)].map { turns, wrong in
        LineDefects(
            turns: Array(repeating: turns, count: 10),
            wrong: (0..<10).map { $0 < wrong ? 1 : 0 })
    }

    @Test("the mix solves its equation, on the pair of lines that has the rate between them")
    func exact() throws {
        let search = LineMixSearch(lines: 3) { Self.lines[$0] }
        // 1 of 20, 3 of 30, 9 of 40: with w on the third line (3 + 6 w) / (30 + 10 w).
        for share in [0.1, 0.5, 0.9] {
            let found = try search.mix(for: (3 + 6 * share) / (30 + 10 * share))
            #expect(found.mix.better == 1)
            #expect(abs(found.mix.worseShare - share) < 1e-12)
            #expect(found.callers == 10)
        }
        let low = try search.mix(for: 0.08)
        // (1 + 2 w) / (20 + 10 w) = 0.08 gives w = 0.5.
        #expect(low.mix.better == 0 && abs(low.mix.worseShare - 0.5) < 1e-12)
        #expect(try search.mix(for: 0.05).mix == LineMix(better: 0, worseShare: 0))
        #expect(abs(try search.mix(for: 0.225).mix.worseShare - 1) < 1e-12)
    }

    @Test("what no mix reaches is told with what they reach; a better line behind a worse one too")
    func problems() {
        let search = LineMixSearch(lines: 3) { Self.lines[$0] }
        for rate in [0.049, 0.226] {
            #expect(throws: LineMixProblem.outOfReach(0.05...0.225)) {
                try search.mix(for: rate)
            }
        }
        let turned = LineMixSearch(lines: 3) { Self.lines[[0, 2, 1][$0]] }
        #expect(throws: LineMixProblem.notWorse(place: 2, rate: 0.1, before: 0.225)) {
            try turned.mix(for: 0.5)
        }
    }

    @Test("a line is asked for once it is needed, and not before")
    func lazy() throws {
        var asked: [Int] = []
        let search = LineMixSearch(lines: 3) {
            asked.append($0)
            return Self.lines[$0]
        }
        _ = try search.mix(for: 0.08)
        #expect(asked == [0, 1])
    }

    /// A larger share, and the next pair of lines, only move callers to a worse line.
    @Test("a higher rate moves no caller to a better line")
    func monotone() {
        let mixes = [
            LineMix(better: 0, worseShare: 0.2), LineMix(better: 0, worseShare: 0.7),
            LineMix(better: 0, worseShare: 1), LineMix(better: 1, worseShare: 0.1),
            LineMix(better: 1, worseShare: 0.6),
        ]
        var counts = [Int](repeating: 0, count: mixes.count)
        for ordinal in 0..<2000 {
            let places = mixes.map {
                $0.place(of: Self.caller(ordinal), streams: Self.streams)
            }
            #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
            for (number, place) in places.enumerated() { counts[number] += place }
        }
        // 2000 draws: the standard error of a share is at most 0.011.
        for (count, expected) in zip(counts, [0.2, 0.7, 1, 1.1, 1.6]) {
            #expect(abs(Double(count) / 2000 - expected) < 4.9 * 0.0112)
        }
    }

    /// An ear that fails with probability p over one line and q over the other: a mix with share w
    /// fails with (1 - w) p + w q where calls are equally long.
    @Test("a found mix gives other callers the rate that was set")
    func found() throws {
        let model = ChainModel.make(turns: 3, fallback: ChainModel.noFallback)
        func conversation(_ ear: any Ear, seed: UInt64) -> Conversation {
            Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: seed, replication: 0)),
                profile: ChainModel.profile(turns: 3) { _ in }, ear: ear)
        }
        let ears = [0.02, 0.3].map { StubEar(model: model, errorRate: $0) }
        let context = SmallCallers.context(0)
        let search = LineMixSearch(lines: 2) { place in
            .measured(conversation(ears[place], seed: 1), context: context, callers: 400)
        }
        let set = 0.1
        let found = try search.mix(for: set)
        #expect(found.mix.worseShare > 0.05 && found.mix.worseShare < 0.95)
        let measured = LineDefects.measured(
            conversation(MixedLinesEar(ears: ears, mix: found.mix), seed: 2), context: context,
            callers: 1600)
        // Half-width of the search at 400 callers, and half of it for 1600 others, as if independent;
        // 2.5 half-widths are 4.9 standard errors.
        let error = found.halfWidth95 * 1.25.squareRoot()
        #expect(error < 0.03)
        #expect(abs(measured.rate - set) < 2.5 * error, "\(measured.rate)")
    }
}
