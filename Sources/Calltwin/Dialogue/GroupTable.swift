import Conversations
import DialogueEngine
import Reporting
import Statistics
import VoiceChannel

/// A call as studies of many see it.
struct StudiedCall: Sendable {
    let context: CallContext
    let isServed: Bool
    /// Whether the caller wanted no more of the voice agent: hung up, or asked for a person.
    let gaveUp: Bool
    let goal: String
    let persona: String
    let voice: String?
    /// Turns with a meaning, and those of them that were not understood as they were meant.
    let turns: (misunderstood: Int, all: Int)
    /// Errors of the words; nil where nobody heard words.
    let words: WordErrors?

    /// Takes from a record what studies need.
    init(_ record: ConversationRecord, voice: String?) {
        context = record.context
        isServed = record.isServed
        let asked = record.notices.contains { $0.notice == .fellBack(.personRequested) }
        gaveUp = record.outcome == .hungUp || asked
        goal = record.goal
        persona = record.persona
        self.voice = voice
        let fates = record.utterances.compactMap(\.fate)
        turns = (fates.count { $0 != .right }, fates.count)
        var words: WordErrors?
        for utterance in record.utterances where !utterance.speech.text.isEmpty {
            guard case .hypotheses(let heard) = utterance.reading.content else { continue }
            var sum = words ?? WordErrors()
            sum += WordErrors(said: utterance.speech.text, heard: heard.first?.text ?? "")
            words = sum
        }
        self.words = words
    }

    fileprivate func name(_ grouping: CallGrouping) -> String? {
        switch grouping {
        case .voice: voice
        case .persona: persona
        case .goal: goal
        case .misunderstandings:
            turns.misunderstood < Self.manyMisunderstandings
                ? String(turns.misunderstood) : "\(Self.manyMisunderstandings) or more"
        }
    }

    private static let manyMisunderstandings = 5
}

/// How far groups of callers fall behind all.
struct GroupTable {
    /// What groups are compared by.
    private struct Measure {
        let name: String
        let leastIsWorst: Bool
        let ratio: @Sendable (StudiedCall) -> (part: Double, of: Double)
    }

    private static let served = Measure(name: "served", leastIsWorst: true) {
        ($0.isServed ? 1 : 0, 1)
    }
    private static let gaveUp = Measure(name: "gaveUp", leastIsWorst: false) {
        ($0.gaveUp ? 1 : 0, 1)
    }
    private static let misunderstood = Measure(name: "misunderstoodTurns", leastIsWorst: false) {
        (Double($0.turns.misunderstood), Double($0.turns.all))
    }
    private static let wordErrors = Measure(name: "wordErrors", leastIsWorst: false) {
        (Double($0.words?.errors ?? 0), Double($0.words?.words ?? 0))
    }

    private struct Comparison {
        let measure: Measure
        let gaps: GroupGaps
    }

    private let grouping: CallGrouping
    private let names: [String]
    private let left: [String]
    private let comparisons: [Comparison]
    private let gap: Double

    /// Probability to see a gap that calls are counted for.
    private static let power = 0.8

    /// Compares; nil where callers have no such name.
    ///
    /// - Parameters:
    ///   - calls: The calls.
    ///   - grouping: By what.
    ///   - gap: The gap that is to be seen, above 0.
    ///   - hearsErrors: Whether words may be misheard.
    /// - Throws: `StatisticsError` where fewer than two groups are large enough.
    init?(
        _ calls: [StudiedCall], by grouping: CallGrouping, gap: Double, hearsErrors: Bool
    ) throws(StatisticsError) {
        let all = calls.map { $0.name(grouping) }
        guard !all.contains(nil) else { return nil }
        let known = all.compactMap { $0 }
        var counts: [String: Int] = [:]
        for name in known { counts[name, default: 0] += 1 }
        self.grouping = grouping
        self.gap = gap
        let sorted = counts.sorted { $0.key < $1.key }
        let names = sorted.filter { $0.value >= GroupGaps.fewestUnits }.map(\.key)
        left = sorted.filter { $0.value < GroupGaps.fewestUnits }.map(\.key)
        self.names = names
        var places: [Int] = []
        var compared: [StudiedCall] = []
        for (call, name) in zip(calls, known) {
            guard let place = names.firstIndex(of: name) else { continue }
            places.append(place)
            compared.append(call)
        }
        let hearsWords = hearsErrors && compared.contains { $0.words != nil }
        var comparisons: [Comparison] = []
        // Groups that are made by misunderstandings are not compared by them.
        let heard =
            grouping == .misunderstandings
            ? [] : [Self.misunderstood] + (hearsWords ? [Self.wordErrors] : [])
        for measure in [Self.served, Self.gaveUp] + heard {
            let ratios = compared.map(measure.ratio)
            let gaps = try GroupGaps(
                ratios.map(\.part), over: ratios.map(\.of), group: places)
            comparisons.append(Comparison(measure: measure, gaps: gaps))
        }
        self.comparisons = comparisons
    }

    private static func points(_ share: Double) -> String { NumberText.fixed(100 * share, 1) }

    /// For a terminal.
    var lines: [String] {
        var lines = comparisons.flatMap(lines)
        if !left.isEmpty {
            lines.append(
                "left out, fewer than \(GroupGaps.fewestUnits) calls: "
                    + left.joined(separator: ", "))
        }
        return lines
    }

    private func lines(_ comparison: Comparison) -> [String] {
        let (measure, gaps) = (comparison.measure, comparison.gaps)
        var table = TextTable([
            grouping.rawValue, "calls", measure.name, "less all", "95 %, all at once",
            "may be worst", "calls to see \(Self.points(gap))",
        ])
        let marks = gaps.mayBeWorst(least: measure.leastIsWorst)
        for (place, group) in gaps.groups.enumerated() {
            table.add([
                names[place], String(group.units), NumberText.percent(group.value, 1),
                Self.points(group.gap),
                Self.points(group.lower) + " to " + Self.points(group.upper),
                marks[place] ? "yes" : "no",
                gaps.unitsToSee(place, gap: gap, power: Self.power).map { String($0) } ?? "-",
            ])
        }
        let ends = gaps.worstGap(least: measure.leastIsWorst)
        let worst = names[gaps.worst(least: measure.leastIsWorst)]
        return [
            "", "\(measure.name) by \(grouping.rawValue): all \(NumberText.percent(gaps.all, 1))",
        ] + table.lines() + [
            "worst: \(worst); the true worst group lies \(Self.points(ends.lower)) to"
                + " \(Self.points(ends.upper)) points from all, whichever it is (95 %)"
        ]
    }

    /// All of it.
    var json: [JSONValue] {
        comparisons.map { comparison in
            let (measure, gaps) = (comparison.measure, comparison.gaps)
            let ends = gaps.worstGap(least: measure.leastIsWorst)
            let marks = gaps.mayBeWorst(least: measure.leastIsWorst)
            return .object([
                ("by", .string(grouping.rawValue)), ("measure", .string(measure.name)),
                ("all", .number(gaps.all)),
                ("worst", .string(names[gaps.worst(least: measure.leastIsWorst)])),
                ("worstGapLow", .number(ends.lower)), ("worstGapHigh", .number(ends.upper)),
                ("leftOut", .array(left.map(JSONValue.string))),
                (
                    "groups",
                    .array(
                        gaps.groups.enumerated().map { place, group in
                            .object([
                                ("name", .string(names[place])), ("calls", .integer(group.units)),
                                ("value", .number(group.value)), ("gap", .number(group.gap)),
                                ("low", .number(group.lower)), ("high", .number(group.upper)),
                                ("mayBeWorst", .bool(marks[place])),
                                (
                                    "callsToSeeGap",
                                    gaps.unitsToSee(place, gap: gap, power: Self.power)
                                        .map { .integer($0) } ?? .null
                                ),
                            ])
                        })
                ),
            ])
        }
    }
}
