import Foundation
import Reporting
import Testing

/// The page of calls in sound.
@Suite("Page of calls to listen to")
struct CallsPageTests {
    private func call(_ number: Int, misunderstood: Int, wrongActions: Int) -> AuditedCall {
        AuditedCall(
            number: number, sound: "\(number).wav", goal: "bills & <more>", verdict: "served",
            seconds: 61.6, turns: 5, misunderstood: misunderstood, wrongActions: wrongActions,
            lines: [
                .init(seconds: 0, who: "agent", words: "Hello"),
                .init(seconds: 2.25, who: "caller", words: "pay a bill"),
                .init(seconds: 3.5, who: "heard", words: "'pay a pill'", isMisheard: true),
            ])
    }

    @Test("the page sums the calls up, plays each, and marks what was misheard")
    func page() {
        let html = CallsPage.html([
            call(0, misunderstood: 2, wrongActions: 0), call(7, misunderstood: 1, wrongActions: 3),
        ])
        #expect(
            html.contains(
                "2 calls: 3 of 10 turns not understood as they were meant; wrong actions in 1."))
        #expect(html.contains("<audio controls preload=\"none\" src=\"7.wav\">"))
        #expect(html.contains("bills &amp; &lt;more&gt;") && !html.contains("<more>"))
        let red = "<td class=\"w\" style=\"color:#b00020\">"
        #expect(html.components(separatedBy: red).count == 3)
        #expect(html.contains(red + "'pay a pill'</td>"))
        // Nothing is loaded from anywhere, and nothing runs.
        #expect(!html.contains("http") && !html.contains("<script"))
    }
}
