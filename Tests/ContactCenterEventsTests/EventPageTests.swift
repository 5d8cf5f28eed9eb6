import ContactCenterEvents
import Foundation
import Testing

@Suite("The page of events")
struct EventPageTests {
    @Test("docs/events.md has one line for each kind, with its number and version, in order")
    func page() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/events.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter {
            $0.hasPrefix("| ") && $0.dropFirst(2).first?.isNumber == true
        }.map { row in
            row.split(separator: "|").prefix(3).map {
                String($0.filter { $0 != " " })
            }
        }
        let kinds = EventKind.allCases.map { ["\($0.rawValue)", "\($0.version)", $0.name] }
        #expect(rows == kinds)
    }
}
