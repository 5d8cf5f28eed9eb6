import Testing

/// Each rule fires on a planted violation and keeps quiet on the proper form.
@Suite("house rules on planted violations")
struct PlantedViolationTests {
    private func source(_ text: String, in path: String = "Sources/ContactCenter/A.swift")
        -> SourceText
    {
        SourceText(path: path, text: text)
    }

    @Test("a finding reads path:line: error: rule; remedy")
    func wording() {
        let finding = Finding(path: "a/b.swift", line: 3, rule: "no", instead: "use yes")
        #expect(finding.description == "a/b.swift:3: error: no; use yes")
    }

    @Test(
        "an import outside the row is found",
        arguments: [
            "import EventLog", "public import EventLog", "internal import struct EventLog.Block",
            "@preconcurrency import EventLog", "@_exported public import EventLog",
            "import Foundation", "import Yams", "import GSL",
        ])
    func foreignImport(line: String) throws {
        let finding = try #require(
            ImportRule.findings(in: source("import TwinPrimitives\n\(line)\n")).first)
        #expect(finding.line == 2)
        #expect(finding.rule.hasPrefix("ContactCenter may not import "))
        #expect(finding.instead.contains("RandomVariates"))
    }

    @Test("imports of the row and of its closure are allowed; words about imports are not imports")
    func properImport() {
        let text = """
            import RandomVariates
            public import Distributions
            import struct TwinPrimitives.AgentID
            // import EventLog
            let text = "import EventLog"
            """
        #expect(ImportRule.findings(in: source(text)) == [])
    }

    @Test("packages and C modules are not inherited by those who use their wrappers")
    func walls() {
        let allowed = ModuleTable.allowedImports()
        #expect(allowed["Statistics"]?.contains("GSL") == true)
        #expect(allowed["Statistics"]?.contains("CGSL") == false)
        #expect(allowed["Scenarios"]?.contains("Yams") == false)
        #expect(allowed["Projections"]?.contains("Crypto") == false)
        #expect(allowed["Projections"]?.contains("TwinSimulation") == false)
        #expect(allowed["QueueingTheory"]?.contains("SimulationKernel") == false)
    }

    @Test("rows stand below what they import, so arrows point up the table only")
    func order() {
        var above: Set<String> = ModuleTable.packages
        for row in ModuleTable.rows {
            #expect(above.isSuperset(of: row.mayImport), "\(row.name)")
            above.insert(row.name)
        }
    }

    @Test(
        "every ban fires",
        arguments: [
            ("Date()", "let now = Date()"),
            ("Date.now", "let now = Date.now"),
            ("ContinuousClock", "let clock = ContinuousClock()"),
            ("SuspendingClock", "let clock: SuspendingClock"),
            ("clock_gettime", "clock_gettime(CLOCK_REALTIME, &time)"),
            ("UUID()", "let id = UUID()"),
            ("SystemRandomNumberGenerator", "var g = SystemRandomNumberGenerator()"),
            (".random(in:) without using:", "let x = Double.random(in: 0..<1)"),
            (".shuffled() without using:", "let y = list.shuffled()"),
            ("hash values", "let bucket = name.hashValue % 8"),
            ("Task.sleep", "try await Task.sleep(for: .seconds(1))"),
            ("sleep()", "usleep(10)"),
            ("fatalError", "default: fatalError(\"no\")"),
            ("try!", "let value = try! parse()"),
            (
                "nonisolated(unsafe) static or global state",
                "    nonisolated(unsafe) static let x = Y()"
            ),
            ("a singleton", "    static let shared = Cache()"),
            ("a stored static var", "    static var count = 0"),
            ("a global var", "var count = 0"),
            ("@testable", "@testable import Projections"),
            ("print", "print(text)"),
        ])
    func ban(name: String, line: String) {
        let findings = BanRule.findings(in: source("import TwinPrimitives\n\(line)\n"))
        #expect(findings.map(\.rule).contains("\(name) is banned here"))
        #expect(findings.allSatisfy { $0.line == 2 && !$0.instead.isEmpty })
    }

    @Test("the list of planted violations covers every ban")
    func coverage() { #expect(BanRule.all.count == 20) }

    @Test(
        "what only looks like a ban is left alone",
        arguments: [
            "// Date() is read by the command line",
            "let text = \"Date() \\(value) try! \"",
            "let update = lastUpdateDate()",
            "let x = Double.random(in: 0..<1, using: &generator)",
            "    static var width: Int { 3 }",
            "var width: Int { 3 }",
            "    var count = 0",
            "let variable = 1",
            "/* fatalError( /* nested */ print( */ let x = 1",
            "let raw = #\"print( \" try! \"#",
        ])
    func innocent(line: String) {
        #expect(BanRule.findings(in: source(line + "\n")) == [])
    }

    @Test("programs may read the clock, but not force a try")
    func programs() {
        let text = "let now = Date()\nprint(now)\nlet x = try! f()\n"
        let findings = BanRule.findings(in: source(text, in: "Sources/Calltwin/A.swift"))
        #expect(findings.map(\.line) == [3])
    }

    @Test("tests may make a unique folder, but not wait")
    func tests() {
        let text = "let id = UUID()\ntry await Task.sleep(for: .seconds(1))\n"
        let findings = BanRule.findings(in: source(text, in: "Tests/ATests/A.swift"))
        #expect(findings.map(\.line) == [2])
    }

    @Test("the manifest may hold variables, but not force a try")
    func manifest() {
        let text = "var targets: [Target] = []\nlet x = try! f()\n"
        let findings = BanRule.findings(in: source(text, in: "Package.swift"))
        #expect(findings.map(\.line) == [2])
    }

    @Test("a file over the cap is found, one at the cap is not")
    func fileCap() {
        let line = "let x = 1\n"
        #expect(SizeRule.findings(in: source(String(repeating: line, count: 400))) == [])
        let long = SizeRule.findings(in: source(String(repeating: line, count: 401)))
        #expect(long.map(\.rule) == ["file of 401 lines, cap 400"])
    }

    @Test(
        "a function over the cap is found, whatever its form",
        arguments: [
            "func f() {", "public static func f<T>(x: T) -> T where T: P {", "init(a: Int) {",
            "mutating func f(done: () -> Void = {}) {", "func f(\n    a: Int\n) {",
        ])
    func functionCap(head: String) {
        let headLines = head.split(separator: "\n").count
        func text(_ lines: Int) -> String {
            "struct S {\n" + head + "\n"
                + String(repeating: "if a { b() }\n", count: lines - headLines - 1) + "}\n}\n"
        }
        #expect(SizeRule.findings(in: source(text(70))) == [])
        let findings = SizeRule.findings(in: source(text(71)))
        #expect(findings.map(\.rule) == ["function of 71 lines, cap 70"])
        #expect(findings.map(\.line) == [2])
    }

    @Test("a type and a closure are not functions, and a protocol's requirements have no length")
    func otherBraces() {
        let body = String(repeating: "let x = 1\n", count: 80)
        #expect(SizeRule.findings(in: source("struct S {\n\(body)}\n")) == [])
        #expect(
            SizeRule.findings(
                in: source("protocol P {\nfunc f()\n}\nstruct S {\n\(body)}\n")) == [])
    }

    @Test("a type with its module's name is found, a longer name is not")
    func typeName() {
        let text = "public struct ContactCenterState {}\n    enum ContactCenter {}\n"
        #expect(TypeNameRule.findings(in: source(text)).map(\.line) == [2])
    }

    @Test("an unfinished mark needs its text")
    func todo() {
        let mark = "TO" + "DO"
        #expect(TextRules.todos(in: source("// \(mark)\n")).map(\.line) == [1])
        #expect(TextRules.todos(in: source("// \(mark): later\n")).map(\.line) == [1])
        let told = "// \(mark): shifts are missing, rosters come out empty\n"
        #expect(TextRules.todos(in: source(told)) == [])
    }

    @Test("a path of one machine is found, a path inside an address is not")
    func machinePath() {
        let path = "/" + "tmp/x"
        let found = TextRules.machinePaths(in: source("see `\(path)`\n", in: "docs/a.md"))
        #expect(found.map(\.line) == [1])
        let address = "see https://example.org\(path)\n"
        #expect(TextRules.machinePaths(in: source(address, in: "docs/a.md")) == [])
    }

    @Test("a document has one title; a comment in a shell block is none")
    func titles() {
        func lines(_ text: String) -> [Int] {
            TextRules.titles(in: source(text, in: "docs/a.md")).map(\.line)
        }
        #expect(lines("# A\n## B\n```sh\n# note\n```\n") == [])
        #expect(lines("# A\n\n# B\n") == [3])
        #expect(lines("text\n") == [1])
    }

    @Test("a folder without a row and a row without a folder are found")
    func folders() {
        let all = ModuleTable.rows.map(\.name) + ModuleTable.programs
        #expect(FolderRule.findings(folders: all) == [])
        #expect(FolderRule.findings(folders: all + ["Extra"]).map(\.path) == ["Sources/Extra"])
        let missing = FolderRule.findings(folders: all.filter { $0 != "GSL" })
        #expect(missing.map(\.rule) == ["row GSL without a folder"])
    }

    @Test("a page that disagrees with the table is found")
    func page() {
        let rows = ModuleTable.rows.map { row in
            "| `\(row.name)` | purpose | \(row.mayImport.map { "`\($0)`" }.joined(separator: " ")) |"
        }
        func findings(_ lines: [String]) -> [String] {
            FolderRule.findings(
                page: source(lines.joined(separator: "\n"), in: "docs/architecture.md")
            ).map(\.rule)
        }
        #expect(findings(rows) == [])
        #expect(findings(Array(rows.dropLast())) == ["the page lacks a row for Reporting"])
        let wrong = ["| `CGSL` | purpose | `GSL` |"] + rows.dropFirst()
        #expect(findings(Array(wrong)) == ["the page and ModuleTable.rows differ on CGSL"])
    }
}
