import Foundation

/// Measures the hot paths: CPU time here, instruction counts through `scripts/callgrind.sh`.
@main
enum EntryPoint {
    static let usage = """
        usage: CalltwinBench [--repeats K] [NAME…]   CPU time, best and median of K runs (7)
               CalltwinBench --list                  names and what they measure
               CalltwinBench --once NAME TIMES       run a body TIMES times, print its units
               CalltwinBench --judge FILE [--write]  compare counts from standard input with FILE
               CalltwinBench --stand-in-bank FILE SCENARIO   write decodes that cover a scenario
        """

    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(error is BenchError ? 64 : 1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        switch arguments.first {
        case "--help", "-h": print(usage)
        case "--list":
            for benchmark in Benchmarks.all {
                print(Columns.left(benchmark.name, 26) + benchmark.about)
            }
        case "--once": try once(Array(arguments.dropFirst()))
        case "--stand-in-bank": try standInBank(Array(arguments.dropFirst()))
        case "--judge": try judge(Array(arguments.dropFirst()))
        default: try time(arguments)
        }
    }

    private static func once(_ arguments: [String]) throws {
        guard arguments.count == 2, let times = Int(arguments[1]), times > 0 else {
            throw BenchError.usage(usage)
        }
        guard let benchmark = Benchmarks.named(arguments[0]) else {
            throw BenchError.unknown(arguments[0])
        }
        let body = try benchmark.prepare()
        var work = Work(units: 0, checksum: 0)
        for _ in 0..<times { work = try body() }
        print(work.units, work.checksum)
    }

    private static func standInBank(_ arguments: [String]) throws {
        guard arguments.count == 2 else { throw BenchError.usage(usage) }
        print(try StandInBank.write(arguments[0], covering: arguments[1]), "decodes")
    }

    private static func judge(_ arguments: [String]) throws {
        guard let path = arguments.first, arguments.count <= 2,
            arguments.count == 1 || arguments[1] == "--write"
        else { throw BenchError.usage(usage) }
        let lines = AnyIterator { readLine() }
        let counts = try lines.map(InstructionCount.init(line:))
        if arguments.count == 2 {
            try Thresholds.write(counts, to: path)
            return
        }
        let missed = try Thresholds(path: path).judge(counts)
        if missed > 0 { exit(2) }
    }

    private static func time(_ arguments: [String]) throws {
        var names = arguments
        var repeats = 7
        if names.first == "--repeats" {
            guard names.count > 1, let count = Int(names[1]), count > 0 else {
                throw BenchError.usage(usage)
            }
            repeats = count
            names.removeFirst(2)
        }
        let chosen = try names.map { name in
            guard let benchmark = Benchmarks.named(name) else { throw BenchError.unknown(name) }
            return benchmark
        }
        print(Columns.header)
        var timings: [String: Timing] = [:]
        for benchmark in chosen.isEmpty ? Benchmarks.all : chosen {
            let timing = try Timing(benchmark, repeats: repeats)
            timings[benchmark.name] = timing
            print(Columns.row(timing))
        }
        for ratio in Benchmarks.ratios {
            guard let over = timings[ratio.numerator], let under = timings[ratio.denominator] else {
                continue
            }
            print(
                Columns.left(ratio.label, 52)
                    + Columns.right(Columns.fixed(over.best / under.best, 3), 10))
        }
    }
}
