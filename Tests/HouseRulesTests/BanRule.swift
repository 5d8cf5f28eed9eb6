/// A construct that must not appear, where, and what to use instead.
struct Ban: Sendable {
    enum Place: Sendable {
        /// Everything under `Sources` but the programs.
        case belowCommandLine
        /// `Tests` too.
        case everywhereBelow
        /// Every Swift file of the package.
        case everywhere
    }

    let name: String
    let place: Place
    let instead: String
    /// Whether a line of code (comments and literals blanked) is a violation.
    let matches: @Sendable (Substring) -> Bool

    init(
        _ name: String, _ place: Place, instead: String,
        matches: @escaping @Sendable (Substring) -> Bool
    ) {
        self.name = name
        self.place = place
        self.instead = instead
        self.matches = matches
    }

    func applies(to source: SourceText) -> Bool {
        guard let module = source.module else {
            // Tests, and the manifest, whose grammar wants variables.
            return place == .everywhere
                || place == .everywhereBelow && source.path.hasPrefix("Tests/")
        }
        return place == .everywhere || !ModuleTable.programs.contains(module)
    }
}

/// The list of bans, and the search for them.
enum BanRule {
    static func findings(in source: SourceText) -> [Finding] {
        let bans = all.filter { $0.applies(to: source) }
        return source.code.enumerated().flatMap { number, line in
            bans.filter { $0.matches(line[...]) }.map {
                Finding(
                    path: source.path, line: number + 1, rule: "\($0.name) is banned here",
                    instead: $0.instead)
            }
        }
    }

    /// Whether the line holds `name` as a whole word, not as a member of something else.
    private static func calls(_ name: String) -> @Sendable (Substring) -> Bool {
        { line in
            var rest = line
            while let range = rest.range(ofText: name) {
                let before = rest[..<range.lowerBound].last
                if before.map({ !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }) ?? true {
                    return true
                }
                rest = rest[range.upperBound...]
            }
            return false
        }
    }

    private static func contains(_ text: String) -> @Sendable (Substring) -> Bool {
        { $0.range(ofText: text) != nil }
    }

    private static let clock =
        "take the time as an argument (SimulationTime); only programs read a clock"
    private static let chance = "draw from RandomStreams, addressed by purpose and caller"

    static let all: [Ban] = [
        Ban("Date()", .belowCommandLine, instead: clock, matches: calls("Date()")),
        Ban("Date.now", .belowCommandLine, instead: clock, matches: calls("Date.now")),
        Ban(
            "ContinuousClock", .belowCommandLine, instead: clock, matches: calls("ContinuousClock")),
        Ban(
            "SuspendingClock", .belowCommandLine, instead: clock, matches: calls("SuspendingClock")),
        Ban("clock_gettime", .belowCommandLine, instead: clock, matches: calls("clock_gettime(")),
        Ban(
            "UUID()", .belowCommandLine, instead: "use a dense integer id or a content hash",
            matches: calls("UUID()")),
        Ban(
            "SystemRandomNumberGenerator", .everywhereBelow, instead: chance,
            matches: calls("SystemRandomNumberGenerator")),
        Ban(".random(in:) without using:", .everywhereBelow, instead: chance) { line in
            line.range(ofText: ".random(in:") != nil && line.range(ofText: "using:") == nil
        },
        Ban(".shuffled() without using:", .everywhereBelow, instead: chance) { line in
            line.range(ofText: ".shuffled()") != nil || line.range(ofText: ".shuffle()") != nil
                || line.range(ofText: ".randomElement()") != nil
        },
        Ban(
            "hash values", .belowCommandLine,
            instead: "they differ from process to process; use a digest or a dense id"
        ) { line in
            line.range(ofText: ".hashValue") != nil || line.range(ofText: "Hasher()") != nil
        },
        Ban(
            "Task.sleep", .everywhereBelow, instead: "pass time in; no code and no test waits",
            matches: contains("Task.sleep")),
        Ban(
            "sleep()", .everywhereBelow, instead: "pass time in; no code and no test waits"
        ) { calls("sleep(")($0) || calls("usleep(")($0) },
        Ban(
            "fatalError", .everywhereBelow,
            instead: "throw a typed error for bad input; use precondition for a programmer error",
            matches: calls("fatalError(")),
        Ban(
            "try!", .everywhere, instead: "throw, or catch and say what is wrong",
            matches: contains("try!")),
        Ban(
            "nonisolated(unsafe) static or global state", .everywhereBelow,
            instead: "pass the value to who needs it"
        ) { line in
            guard line.range(ofText: "nonisolated(unsafe)") != nil else { return false }
            return line.first != " " || line.range(ofText: "static ") != nil
        },
        Ban(
            "a singleton", .belowCommandLine, instead: "pass the value to who needs it"
        ) { calls("static let shared")($0) || calls("static var shared")($0) },
        Ban(
            "a stored static var", .everywhereBelow,
            instead: "use a static let, or pass the state to who needs it"
        ) { line in
            calls("static var ")(line) && isStored(line)
        },
        Ban(
            "a global var", .everywhereBelow,
            instead: "use a let, or pass the state to who needs it"
        ) { line in
            let start = line.drop { $0 != "v" }
            let modifiers = line[..<start.startIndex]
            guard start.hasPrefix("var "), isStored(line) else { return false }
            return modifiers.isEmpty
        },
        Ban(
            "@testable", .everywhere,
            instead: "make the member package: the release build shows no internal ones",
            matches: contains("@testable")),
        Ban(
            "print", .belowCommandLine,
            instead: "return the text; only programs write to standard output",
            matches: calls("print(")),
    ]

    /// Whether a variable's declaration has no accessor: `{` before any `=` means computed.
    private static func isStored(_ line: Substring) -> Bool {
        guard let brace = line.firstIndex(of: "{") else { return true }
        guard let equals = line.firstIndex(of: "=") else { return false }
        return equals < brace
    }
}
