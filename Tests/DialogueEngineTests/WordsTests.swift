import DialogueEngine
import Testing

@Suite("Words and scores")
struct WordsTests {
    @Test("case, punctuation and tags do not count, numbers and contractions stay whole")
    func splits() {
        #expect(
            Words("Um, I'd like [noise] to TRANSFER £45.20 -- on 3/4, <unk> please.").list
                == ["um", "i'd", "like", "to", "transfer", "£45.20", "on", "3/4", "please"])
        #expect(Words(" ... [kids] ").list.isEmpty)
    }

    @Test("a score is the nearest multiple of 1/1024, and products stay on the grid")
    func quantises() {
        #expect(Score(0.5).steps == 512)
        #expect(Score(1.0 / 2048).steps == 1)
        #expect(Score(-3).steps == 0 && Score(7).steps == 1024)
        #expect((Score(0.5) * Score(0.25)).steps == 128)
    }
}
