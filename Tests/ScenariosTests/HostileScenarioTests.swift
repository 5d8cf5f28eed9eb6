import Foundation
import Scenarios
import Testing

@Suite("Hostile scenarios")
struct HostileScenarioTests {
    /// A small generator with a printed seed, so that a failure can be repeated.
    private struct Draws {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    /// Values that strain numbers, units, names and lists.
    private static let values = [
        "1e308", "-1", "0", "1e-300", "99999999999999999999", "1e300d", "1e-300s", "1e308s",
        "1e18/s", "100%", "1e300%", "\"\"", "[]", "{}", "[1, [2]]", "~", "true", "never", "24:00",
        "0000-00-00", "nan", "inf", "../x.csv", "\u{1F600}", "9223372036854775807", "0.5",
    ]

    @Test("a scenario with any value replaced is read or refused with one line, never a crash")
    func replacedValues() throws {
        let scenario = try Scenario(text: smallScenario, path: "small.yaml")
        var accepted = 0
        var refused = 0
        for (path, _) in scenario.writtenValues {
            for value in Self.values {
                do {
                    _ = try scenario.varying(path: path, to: value)
                    accepted += 1
                } catch {
                    refused += 1
                    #expect(!error.description.contains("\n"))
                }
            }
        }
        #expect(accepted > 50 && refused > 500)
    }

    @Test("a scenario with lines cut, doubled or replaced is read or refused, never a crash")
    func mangledLines() {
        var draws = Draws(state: 1999)
        let lines = smallScenario.split(separator: "\n").map(String.init)
        for _ in 0..<300 {
            var mangled = lines
            for _ in 0...draws.next(2) {
                let line = draws.next(mangled.count)
                switch draws.next(4) {
                case 0: mangled.remove(at: line)
                case 1: mangled.insert(lines[draws.next(lines.count)], at: line)
                case 2: mangled[line] = String(mangled[line].prefix(draws.next(60)))
                default:
                    let words = mangled[line].split(separator: " ").map(String.init)
                    let word = words.isEmpty ? "" : words[draws.next(words.count)]
                    let value = Self.values[draws.next(Self.values.count)]
                    mangled[line] = mangled[line].replacing(word, with: value)
                }
            }
            do {
                _ = try Scenario(text: mangled.joined(separator: "\n"), path: "small.yaml")
            } catch {
                #expect(error.description.contains(": error: "))
                #expect(!error.description.contains("\n"))
            }
        }
    }
}
