public import DialogueEngine
import TwinPrimitives

/// Turns of the same callers over one line: how many each had, and how many were wrongly understood.
public struct LineDefects: Hashable, Sendable {
    /// Turns of each caller.
    public var turns: [Int]
    /// Those that were wrongly understood.
    public var wrong: [Int]

    /// Stores counts, one of each for each caller.
    public init(turns: [Int], wrong: [Int]) {
        precondition(turns.count == wrong.count, "one count of each for each caller")
        self.turns = turns
        self.wrong = wrong
    }

    /// Share of the turns that were wrongly understood; 0 without turns.
    public var rate: Double {
        let all = turns.reduce(0, +)
        return all > 0 ? Double(wrong.reduce(0, +)) / Double(all) : 0
    }

    /// Counts the turns of callers who talk to a voice agent by themselves, without a center.
    ///
    /// - Parameters:
    ///   - conversation: What calls are held by; the random numbers are its own.
    ///   - context: What is known when each call begins; the caller is replaced.
    ///   - callers: How many callers, > 0: those of ordinals from 0.
    /// - Returns: Their counts.
    public static func measured(
        _ conversation: Conversation, context: CallContext, callers: Int
    ) -> LineDefects {
        var counts = LineDefects(turns: [], wrong: [])
        for ordinal in 0..<callers {
            var context = context
            context.caller = CallerKey(
                contactType: ContactTypeID(0), ordinal: UInt32(ordinal))
            var course = ConversationCourse(
                conversation, context: context, start: .zero, keepsRecord: false)
            course.begin()
            while !course.isOver { course.advance() }
            var (turns, wrong) = (0, 0)
            for case .turnJudged(let turn) in course.takeNotices().map(\.notice) {
                turns += 1
                wrong += turn.isRight ? 0 : 1
            }
            counts.turns.append(turns)
            counts.wrong.append(wrong)
        }
        return counts
    }
}

/// Turns of all callers over one line.
public struct LineTotals: Hashable, Sendable {
    /// Turns.
    public var turns: Int
    /// Those that were wrongly understood.
    public var wrong: Int

    /// Sums counts up.
    public init(_ line: LineDefects) {
        turns = line.turns.reduce(0, +)
        wrong = line.wrong.reduce(0, +)
    }

    /// Wrongly understood turns beyond a share of all.
    func excess(over rate: Double) -> Double { Double(wrong) - rate * Double(turns) }
}

/// A mix of lines over which a set share of turns is wrongly understood.
public struct FoundLineMix: Hashable, Sendable {
    /// The mix.
    public var mix: LineMix
    /// Half the width of the 95 % interval of the share of wrongly understood turns over it: what the
    /// number of callers leaves open.
    public var halfWidth95: Double
    /// Callers that it was found with.
    public var callers: Int

    /// Stores a mix.
    public init(mix: LineMix, halfWidth95: Double, callers: Int) {
        self.mix = mix
        self.halfWidth95 = halfWidth95
        self.callers = callers
    }
}

/// Why no mix of lines gives a share of wrongly understood turns.
public enum LineMixProblem: Error, Hashable {
    /// The share lies outside what the lines reach; from the best line's to the worst one's.
    case outOfReach(ClosedRange<Double>)
    /// A line is no worse than the one before it: their places and rates.
    case notWorse(place: Int, rate: Double, before: Double)
}

/// Finds the mix of lines over which a set share of turns is wrongly understood.
///
/// The same callers talk over each line that is needed, from the best on, until two neighbours have
/// the set share between them. Of a caller with counts (a, n) over the better and (b, m) over the
/// worse line the mix sees (1 - w) a + w b wrong turns of (1 - w) n + w m in expectation over who has
/// which line, so the share w of callers on the worse line solves one linear equation: no search over
/// w, and every set share is found from the same conversations.
public struct LineMixSearch {
    private let count: Int
    private let measure: (Int) -> LineDefects

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - lines: Number of lines, at least 1, from better to worse.
    ///   - measure: The counts over a line, by its place; asked once for each line that is needed.
    public init(lines: Int, measure: @escaping (Int) -> LineDefects) {
        precondition(lines > 0, "there is a line")
        count = lines
        self.measure = measure
    }

    /// The mix for a share of turns.
    ///
    /// - Parameter rate: Share of turns wrongly understood, in [0, 1].
    /// - Returns: The mix, exact for the callers that were measured; its interval is that of the delta
    ///   method over callers.
    /// - Throws: That the lines do not reach it, or are not in order.
    public func mix(for rate: Double) throws(LineMixProblem) -> FoundLineMix {
        var better = measure(0)
        let least = better.rate
        if rate == least { return found(LineMix(better: 0, worseShare: 0), better, better, rate) }
        guard rate > least else { throw .outOfReach(least...max(least, try worst(better))) }
        for place in 1..<max(count, 1) {
            let worse = measure(place)
            guard worse.rate > better.rate else {
                throw .notWorse(place: place, rate: worse.rate, before: better.rate)
            }
            if rate <= worse.rate {
                let share = Self.share(LineTotals(better), LineTotals(worse), rate)
                return found(
                    LineMix(better: place - 1, worseShare: share), better, worse, rate)
            }
            better = worse
        }
        throw .outOfReach(least...better.rate)
    }

    /// The rate of the last line, for what can be reached.
    private func worst(_ first: LineDefects) throws(LineMixProblem) -> Double {
        count > 1 ? measure(count - 1).rate : first.rate
    }

    /// The mix for a share of turns over lines that were measured, or the nearest one.
    ///
    /// - Parameters:
    ///   - rate: Share of turns wrongly understood, in [0, 1].
    ///   - lines: Totals of all lines, at least one, from better to worse.
    /// - Returns: The mix.
    public static func mix(for rate: Double, over lines: [LineTotals]) -> LineMix {
        for place in lines.indices.dropFirst() where lines[place].excess(over: rate) >= 0 {
            return LineMix(
                better: place - 1, worseShare: share(lines[place - 1], lines[place], rate))
        }
        return LineMix(better: max(lines.count - 1, 0), worseShare: 0)
    }

    private static func share(
        _ better: LineTotals, _ worse: LineTotals, _ rate: Double
    ) -> Double {
        let (below, above) = (better.excess(over: rate), worse.excess(over: rate))
        return above == below ? 1 : min(max(below / (below - above), 0), 1)
    }

    private func found(
        _ mix: LineMix, _ better: LineDefects, _ worse: LineDefects, _ rate: Double
    ) -> FoundLineMix {
        let share = mix.worseShare
        var (squares, turns) = (0.0, 0.0)
        for caller in better.turns.indices {
            func mixed(_ one: Int, _ other: Int) -> Double {
                (1 - share) * Double(one) + share * Double(other)
            }
            let all = mixed(better.turns[caller], worse.turns[caller])
            let excess = mixed(better.wrong[caller], worse.wrong[caller]) - rate * all
            squares += excess * excess
            turns += all
        }
        return FoundLineMix(
            mix: mix, halfWidth95: turns > 0 ? Self.normal95 * squares.squareRoot() / turns : 1,
            callers: better.turns.count)
    }

    /// 97.5 % point of the normal law.
    private static let normal95 = 1.959_963_984_540_054
}
