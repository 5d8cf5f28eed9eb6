import ModelReading
import Testing

@Suite("Large files")
struct LargeFileTests {
    @Test(
        "a file within the limit of length but with too many values is refused before it is built")
    func dense() throws {
        let count = TextFile.modelLimitBytes / 2 - 16
        let text = "a: [" + String(repeating: "1,", count: count) + "1]\n"
        let error = #expect(throws: ModelReadingError.self) {
            _ = try ModelFile(text: text, path: "large.yaml")
        }
        #expect(
            error?.description == "large.yaml:1: error: more than 250000 keys and values")
    }

    @Test("a year of half-hour rates is far within the limits")
    func year() throws {
        let rates = Array(repeating: "120.5/h", count: 365 * 48).joined(separator: ", ")
        let file = try ModelFile(text: "rates: [\(rates)]\n", path: "year.yaml")
        guard case .list(let items)? = file.root["rates"]?.content else {
            Issue.record("rates are a list")
            return
        }
        #expect(items.count == 17_520)
    }
}
