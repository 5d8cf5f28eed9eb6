import Foundation
import Projections
import Testing

@Suite("the page of key performance indicators")
struct DocumentationTests {
    @Test("docs/kpis.md is what the registry says; rewrite it with CALLTWIN_WRITE_DOCS=1")
    func committedPage() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/kpis.md")
        let text = KeyPerformanceIndicators.documentation()
        if ProcessInfo.processInfo.environment["CALLTWIN_WRITE_DOCS"] == "1" {
            try Data(text.utf8).write(to: page)
        }
        #expect(try String(decoding: Data(contentsOf: page), as: UTF8.self) == text)
    }
}
