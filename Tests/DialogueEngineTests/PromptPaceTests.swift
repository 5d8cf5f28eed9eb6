import DialogueEngine
import Testing

@Suite("Pace of prompts")
struct PromptPaceTests {
    private let pace = PromptPace(perLetter: 0.0625, perPause: 0.5, perPrompt: 0.25)

    @Test("words end after their letters, and after the pauses before them")
    func wordEnds() {
        #expect(pace.wordEnds(of: "is it") == [0.375, 0.5])
        // The comma is a pause, the last stop none; digits count as letters.
        #expect(pace.wordEnds(of: "Done, at 9 a.m.") == [0.5, 1.125, 1.1875, 1.3125])
        #expect(pace.wordEnds(of: "  née  ") == [0.4375])
        #expect(pace.wordEnds(of: "").isEmpty && pace.wordEnds(of: " ").isEmpty)
        // A blank stop is a word without letters.
        #expect(pace.wordEnds(of: "a . b") == [0.3125, 0.3125, 0.875])
    }
}
