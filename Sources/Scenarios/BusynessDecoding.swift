import ContactCenter
import ModelReading
import RandomVariates

extension ScenarioDecoder {
    /// Most periods of a day with factors of their own: one a minute.
    static let periodLimit = 1440

    /// The random factors of a rate.
    ///
    /// - Parameters:
    ///   - reader: The arrivals.
    ///   - steps: Beginnings of the rate's steps in seconds from opening; nil where it has none.
    /// - Returns: The factors; nil when the key is left out.
    /// - Throws: `ScenarioError`, `ModelReadingError`.
    func busyness(_ reader: MappingReader, steps: [Double]?) throws -> Busyness? {
        guard let busyness = try reader.optionalMapping("busyness") else { return nil }
        let hasPeriods = busyness.has("periodCV") || busyness.has("periodCVs")
        guard hasPeriods || busyness.has("dayCV") else {
            throw invalid(busyness, nil, "needs dayCV, periodCV or periodCVs")
        }
        let day = try dayFactor(busyness)
        guard hasPeriods else {
            for key in ["interval", "correlation", "correlationMatrix"] where busyness.has(key) {
                throw ScenarioError.noEffect(
                    location: busyness.location(of: key), key: busyness.path(of: key),
                    why: "periods have no factors (periodCV)")
            }
            return Busyness(dayCV: day.cv, typeCorrelation: day.typeCorrelation)
        }
        return Busyness(
            dayCV: day.cv, typeCorrelation: day.typeCorrelation,
            periods: .gamma(try gammaPeriods(busyness, steps: steps)))
    }

    /// The factor of the day, and how far contact types have it in common.
    func dayFactor(_ busyness: MappingReader) throws -> (cv: Double, typeCorrelation: Double) {
        let cv = try busyness.number("dayCV")
        let shared = try busyness.flag("shared")
        let correlation = try busyness.optionalNumber("typeCorrelation")
        if correlation != nil, busyness.has("shared") {
            throw invalid(busyness, nil, "needs either shared or typeCorrelation")
        }
        if correlation != nil, cv == 0 {
            throw ScenarioError.noEffect(
                location: busyness.location(of: "typeCorrelation"),
                key: busyness.path(of: "typeCorrelation"), why: "days have no factor (dayCV)")
        }
        return (cv, correlation ?? (shared ? 1 : 0))
    }

    private func gammaPeriods(
        _ busyness: MappingReader, steps: [Double]?
    ) throws -> GammaPeriods {
        let offsets = try periodOffsets(busyness, steps: steps)
        guard busyness.has("periodCV") != busyness.has("periodCVs") else {
            throw invalid(busyness, nil, "needs either periodCV or periodCVs")
        }
        let cvs =
            try busyness.optionalNumbers("periodCVs")
            ?? offsets.map { _ in try busyness.number("periodCV") }
        guard cvs.count == offsets.count else {
            throw invalid(
                busyness, "periodCVs",
                "has \(cvs.count) values where a day has \(offsets.count) periods")
        }
        return GammaPeriods(
            breaks: grid.periodBreaks(offsets), cvs: cvs,
            correlation: try correlation(busyness, periods: offsets.count))
    }

    /// Beginnings of the periods of a day, in seconds from opening.
    private func periodOffsets(_ busyness: MappingReader, steps: [Double]?) throws -> [Double] {
        let offsets: [Double]
        if let interval = try busyness.optionalNumber("interval") {
            let length = min(grid.close - grid.open, grid.daySeconds)
            let count = max(1, (length / interval - 1e-9).rounded(.up))
            guard count <= Double(Self.periodLimit) else {
                throw invalid(
                    busyness, "interval",
                    "cuts a day into more than \(Self.periodLimit) periods")
            }
            offsets = (0..<Int(count)).map { Double($0) * interval }
        } else if let steps {
            try checkOneDay(busyness, busyness.has("periodCV") ? "periodCV" : "periodCVs")
            offsets = steps
        } else {
            throw invalid(
                busyness, nil, "needs an interval: the length of the periods that have factors")
        }
        guard offsets.count <= Self.periodLimit else {
            throw invalid(
                busyness, nil, "has more than \(Self.periodLimit) periods a day; give an interval")
        }
        return offsets
    }

    /// Checks that what repeats every day does not run over several days of a horizon.
    func checkOneDay(_ reader: MappingReader, _ key: String) throws {
        guard calendar == nil, grid.horizonSeconds > grid.daySeconds else { return }
        throw invalid(
            reader, key,
            "has steps over more than one day of the horizon; make horizon.day at least the "
                + "duration, or use a calendar")
    }

    private func correlation(
        _ busyness: MappingReader, periods: Int
    ) throws -> GammaPeriods.Correlation {
        guard let rows = try busyness.optionalItems("correlationMatrix") else {
            return .autoregressive(try busyness.optionalNumber("correlation") ?? 0)
        }
        if busyness.has("correlation") {
            throw invalid(busyness, nil, "needs either correlation or correlationMatrix")
        }
        guard rows.count == periods else {
            throw invalid(
                busyness, "correlationMatrix",
                "has \(rows.count) rows where a day has \(periods) periods")
        }
        let entry = Quantity(.share, from: -1, to: 1)
        let values = try rows.map { try MappingReader.numbers($0.node, entry, path: $0.path) }
        do {
            return .matrix(try CorrelationMatrix(rows: values))
        } catch {
            throw invalid(busyness, "correlationMatrix", "is wrong: \(error)")
        }
    }
}

extension TimeGrid {
    /// When the center is open, in seconds from the start, by day.
    var openings: [Range<Double>] {
        days.map { ($0.start + open)..<min($0.start + close, horizonSeconds) }
    }

    /// Left ends of periods in seconds from the start of a day; the first one holds before opening
    /// too, when nobody arrives.
    func periodBreaks(_ offsets: [Double]) -> [Double] {
        offsets.enumerated().map { $0 == 0 ? 0 : open + $1 }
    }
}
