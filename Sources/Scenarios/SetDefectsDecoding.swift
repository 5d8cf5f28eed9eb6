import Conversations
import DecodeBank
import DialogueEngine
import ModelReading
import TwinPrimitives
import VoiceAgents

/// Pools whose share of wrongly understood turns is set: the mix of lines that meets it is found on
/// conversations by themselves.
extension ScenarioDecoder {
    /// Callers whose calls are held over each line that is tried; of a rate of 4 % they leave some
    /// 0.3 points open (95 %).
    private static let callersOfDefects = 2000
    /// Seed of those calls: other callers than those of the usual seeds, so that the rate of a run
    /// says how well the mix was found.
    private static let seedOfDefects: UInt64 = 0x6465_6665_6374_73
    /// Minute of the day of those calls: noon.
    private static let minuteOfDefects = 720

    /// The counts of callers who talk to a voice agent over one line.
    private static func measuredDefects(_ calls: Conversation, today: CivilDate) -> LineDefects {
        let context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), attempt: 0,
            today: today, minuteOfDay: minuteOfDefects)
        return .measured(
            calls.drawing(from: RandomStreams(seed: seedOfDefects, replication: 0)),
            context: context, callers: callersOfDefects)
    }

    /// The defect rate that is set for a pool that hears by files; nil for one without.
    func setDefects(_ reader: MappingReader) throws -> Double? {
        // The text tier has neither key.
        guard try reader.text("fidelity") != "text" else { return nil }
        if let rate = try reader.optionalNumber("defects") { return rate }
        if reader.has("lines") { throw reader.noEffect("lines", "no defects are set") }
        return nil
    }

    /// The lines of a pool, from better to worse.
    func lines(_ reader: MappingReader) throws -> [String] {
        if reader.has("line") {
            throw reader.noEffect("line", "with defects set, lines says which there are")
        }
        guard let items = try reader.optionalItems("lines") else {
            return ScenarioLanguage.defaultLines
        }
        var lines: [String] = []
        for item in items {
            let name = item.node.scalar ?? ""
            guard !lines.contains(name) else {
                throw ModelReadingError.badValue(
                    location: item.node.location, key: item.path, text: name,
                    problem: "appears twice")
            }
            lines.append(name)
        }
        guard lines.count > 1 else {
            throw ScenarioError.invalid(
                location: reader.location(of: "lines"),
                what: "\(reader.path(of: "lines")): at least two lines are needed for a mix")
        }
        return lines
    }

    /// Who has which line, so that a share of the turns is wrongly understood.
    ///
    /// Which line a caller has is of the world around the voice agent. So it is solved for the dialogue model as its
    /// file has it, with answers of even length and systems that work: whatever values the pool sets in the model,
    /// however uneven its stages are and whatever its tools do, the same callers have the same lines (docs/adr/0023).
    mutating func solvedDefects(
        _ rate: Double, over lines: [String], _ reader: MappingReader,
        _ latency: LatencyLaw, _ firstDay: CivilDate, contentOfCalls: String
    ) throws -> SetDefects {
        let tier = try hearingTier(reader)
        // A bank is of few callers: who has which line is what the channel says, as in a sweep of it.
        let mixedBy = tier == .bank ? HearingTier.channel : tier
        let dialogue = try self.dialogue(reader, replacing: [])
        let callers = try self.callers(reader, of: dialogue)
        let calls = PoolCalls(
            profile: callers.profile, latency: latency.steady,
            world: RecordsWorld(model: dialogue.model))
        let measured = try ears(reader, callers, of: dialogue.model, mixedBy, over: lines)
        let measure = { (place: Int) in
            Self.measuredDefects(
                calls.conversation(measured[place].ear, measured[place].model), today: firstDay)
        }
        let channels = try reader.optionalText("channels") ?? callers.channelsPath ?? ""
        let world =
            "\(mixedBy?.rawValue ?? "") \(dialogue.model.digest) \(callers.digest) \(firstDay) "
            + "\(calls.latency.stages.map(\.body)) \(channels)"
        let found = try foundMix(for: rate, reader, lines: lines, world: world, measure: measure)
        // Days that differ may need any of the lines.
        let daysDiffer = try reader.number("defectsDayCorrelation") > 0
        return SetDefects(
            rate: rate, found: found, lines: lines, contentOfCalls: contentOfCalls,
            totals: daysDiffer ? lineTotals(lines: lines, world: world, measure: measure) : [])
    }

    /// The mix of lines for a rate; each line's calls are held once for all variations of a scenario.
    ///
    /// `world` stands for all that decides these calls but their line: equal texts, equal counts.
    private func foundMix(
        for rate: Double, _ reader: MappingReader, lines: [String], world: String,
        measure: @escaping (Int) -> LineDefects
    ) throws -> FoundLineMix {
        let memory = files.lineMemory
        let search = LineMixSearch(lines: lines.count) { place in
            memory.counts(of: world + "\n" + lines[place]) { measure(place) }
        }
        do throws(LineMixProblem) {
            return try search.mix(for: rate)
        } catch {
            throw ScenarioError.invalid(
                location: reader.location(of: "defects"),
                what: "\(reader.path(of: "defects")): " + Self.text(error, rate, lines))
        }
    }

    /// How callers are understood over all lines.
    private func lineTotals(
        lines: [String], world: String, measure: @escaping (Int) -> LineDefects
    ) -> [LineTotals] {
        lines.indices.map { place in
            LineTotals(
                files.lineMemory.counts(of: world + "\n" + lines[place]) { measure(place) })
        }
    }

    private static func text(
        _ problem: LineMixProblem, _ rate: Double, _ lines: [String]
    ) -> String {
        func percent(_ share: Double) -> String {
            "\((share * 1000).rounded() / 10) %"
        }
        switch problem {
        case .outOfReach(let range):
            return "\(percent(rate)) is out of reach: over the lines "
                + lines.joined(separator: ", ")
                + " the share of turns wrongly understood runs from \(percent(range.lowerBound))"
                + " to \(percent(range.upperBound)); other lines: lines"
                + (rate < range.lowerBound && lines.first == TierHearing.perfect
                    ? "; at channel, \(TierHearing.understood) before the rest lets every meaning through"
                    : "")
        case .notWorse(let place, let rate, let before):
            return "over the line \(lines[place]) \(percent(rate)) of the turns are wrongly"
                + " understood, no more than the \(percent(before)) over \(lines[place - 1]);"
                + " lines should go from better to worse"
        }
    }
}
