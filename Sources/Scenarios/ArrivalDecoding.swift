import ContactCenter
import ModelReading
import RandomVariates
import TwinPrimitives

extension ScenarioDecoder {
    /// The arrivals of a contact type.
    mutating func arrivals(_ reader: MappingReader, contactType: String) throws -> Arrivals {
        let arrivals = try unchecked(reader, contactType: contactType)
        if let reason = arrivals.process.validate() {
            throw invalid(reader, nil, "is wrong: \(reason)")
        }
        return arrivals
    }

    private mutating func unchecked(
        _ reader: MappingReader, contactType: String
    ) throws -> Arrivals {
        switch try reader.text("process") {
        case "piecewisePoisson":
            let steps = try daySteps(reader, list: "rates")
            return .piecewisePoisson(
                steps.rate(grid), busyness: try busyness(reader, steps: steps.offsets))
        case "poisson":
            let rate = try reader.number("rate")
            let steps = DaySteps(offsets: [0], days: grid.days.map { _ in [rate] })
            return .piecewisePoisson(
                steps.rate(grid), busyness: try busyness(reader, steps: nil))
        case "piecewiseLinear":
            return Arrivals(
                PiecewiseLinearPoisson(
                    curves: try curves(reader), busyness: try busyness(reader, steps: nil)))
        case "spline":
            return Arrivals(
                MonotoneCubicPoisson(
                    curves: try curves(reader), busyness: try busyness(reader, steps: nil)))
        case "sinusoidal":
            return Arrivals(
                SinusoidalPoisson(
                    sinusoid: try sinusoid(reader), openings: grid.openings,
                    busyness: try busyness(reader, steps: nil)))
        case "fixedCounts": return Arrivals(try fixedCounts(reader))
        case "dirichletSplit": return Arrivals(try dirichletSplit(reader))
        case "trace": return .trace(try trace(reader, contactType: contactType))
        case let word: preconditionFailure("the language lists no process \(word)")
        }
    }

    // MARK: Rates

    /// Steps of a day with one value in each, day by day.
    struct DaySteps {
        /// Beginnings of the steps in seconds from opening, ascending from 0.
        var offsets: [Double]
        /// Values of the steps of each day.
        var days: [[Double]]

        func rate(_ grid: TimeGrid) -> PiecewiseConstantRate {
            let (breaks, rates) = grid.lay(days, offsets: offsets)
            return PiecewiseConstantRate(breaks: breaks, rates: rates, end: grid.horizonSeconds)
        }
    }

    /// The steps that `interval` or `breaks` make, with the list of values or those by weekday.
    func daySteps(_ reader: MappingReader, list: String) throws -> DaySteps {
        guard reader.has("interval") != reader.has("breaks") else {
            throw invalid(reader, nil, "needs either interval or breaks")
        }
        let offsets: [Double]
        let fill: String
        if reader.has("breaks") {
            offsets = try instants(reader, "breaks")
            guard offsets[0] == 0 else {
                throw invalid(reader, "breaks", "should begin with 0s, the opening")
            }
            fill = "there are \(offsets.count) breaks"
        } else {
            let (interval, count) = try grid.intervalSteps(reader)
            offsets = (0..<count).map { Double($0) * interval }
            fill = "\(count) steps of the interval fill \(grid.openTime)"
        }
        let days = try grid.dailyValues(
            reader, list: list, byWeekday: list + "ByWeekday", count: offsets.count, fill: fill)
        return DaySteps(offsets: offsets, days: days)
    }

    /// Ascending times of a day, counted from opening, none at closing or later.
    private func instants(_ reader: MappingReader, _ key: String) throws -> [Double] {
        let times = try reader.numbers(key)
        guard !times.isEmpty else { throw invalid(reader, key, "should not be empty") }
        guard times.count * grid.days.count <= TimeGrid.pieceLimit else {
            throw invalid(
                reader, key, "cuts the scenario into more than \(TimeGrid.pieceLimit) steps")
        }
        for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
            throw invalid(
                reader, key, "should ascend, but value \(index + 1) is not above the one before it")
        }
        let isPoint = key == "times"
        let length = grid.close - grid.open
        if let last = times.last, isPoint ? last > length : last >= length {
            throw invalid(
                reader, key,
                "should end \(isPoint ? "at" : "before") \(Quantity(.duration).written(length))"
                    + "\(isPoint ? " or before" : ""), the end of \(grid.openTime)")
        }
        return times
    }

    /// The points of each day's rate.
    private func curves(_ reader: MappingReader) throws -> [RateCurve] {
        let times = try instants(reader, "times")
        let days = try grid.dailyValues(
            reader, list: "rates", byWeekday: "ratesByWeekday", count: times.count,
            fill: "there are \(times.count) times")
        return zip(grid.openings, days).map { opening, rates in
            RateCurve(
                start: opening.lowerBound, end: opening.upperBound,
                times: times.map { opening.lowerBound + $0 }, rates: rates)
        }
    }

    private func sinusoid(_ reader: MappingReader) throws -> RateSinusoid {
        RateSinusoid(
            mean: try reader.number("mean"), amplitude: try reader.number("amplitude"),
            period: try reader.number("period"), phase: try reader.number("phase"))
    }

    /// The rate of a mapping that `ScenarioLanguage.rateShapes` describes.
    private func shape(_ reader: MappingReader) throws -> ArrivalRate {
        switch try reader.text("process") {
        case "piecewisePoisson":
            return ArrivalRate(try daySteps(reader, list: "rates").rate(grid))
        case "piecewiseLinear":
            return PiecewiseLinearPoisson(curves: try curves(reader)).arrivalRate
        case "spline": return MonotoneCubicPoisson(curves: try curves(reader)).arrivalRate
        case "sinusoidal":
            return SinusoidalPoisson(sinusoid: try sinusoid(reader), openings: grid.openings)
                .arrivalRate
        case let word: preconditionFailure("the language lists no rate shape \(word)")
        }
    }

    // MARK: Counts

    /// Whole numbers of contacts in the steps of each day.
    private func fixedCounts(_ reader: MappingReader) throws -> FixedCounts {
        let steps = try daySteps(reader, list: "counts")
        let isWhole = steps.days.allSatisfy { $0.allSatisfy { $0 == $0.rounded() } }
        guard isWhole else {
            throw invalid(
                reader, reader.has("counts") ? "counts" : "countsByWeekday",
                "should be whole numbers; for means use piecewisePoisson")
        }
        let laid = steps.rate(grid)
        let ends = laid.breaks.dropFirst() + [laid.end]
        let blocks = zip(zip(laid.breaks, ends), laid.rates).map { bounds, count in
            OrderStatisticSequence.Block(start: bounds.0, end: bounds.1, count: Int(count))
        }
        let shape = try reader.optionalMapping("shape").map { try self.shape($0) }
        let process = FixedCounts(blocks: blocks.filter { $0.start < $0.end }, shape: shape)
        if let block = process.blockWithoutRate {
            throw invalid(
                reader, "shape",
                "has no rate from \(Quantity(.duration).written(block.start)) to "
                    + "\(Quantity(.duration).written(block.end)), where "
                    + "\(block.count) contacts should arrive")
        }
        return process
    }

    private func dirichletSplit(_ reader: MappingReader) throws -> DirichletSplit {
        let steps = try daySteps(reader, list: "counts")
        try checkOneDay(reader, reader.has("breaks") ? "breaks" : "interval")
        let list = reader.has("counts") ? "counts" : "countsByWeekday"
        let totals = steps.days.map { $0.reduce(0, +) }
        guard totals.allSatisfy({ $0 > 0 }) else {
            throw invalid(reader, list, "should not be 0 throughout a day")
        }
        let isExact = try reader.text("total") == "exact"
        if isExact, totals.contains(where: { $0 != $0.rounded() }) {
            throw invalid(reader, list, "should sum to a whole number, as total is exact")
        }
        let day = try reader.optionalMapping("busyness").map { try dayFactor($0) }
        if isExact, let inner = try reader.optionalMapping("busyness") {
            throw ScenarioError.noEffect(
                location: inner.node.location, key: inner.path, why: "total is exact")
        }
        let rates = steps.days.map { counts in
            counts.indices.map { step in
                let end =
                    step + 1 < steps.offsets.count
                    ? steps.offsets[step + 1] : grid.close - grid.open
                return counts[step] / (end - steps.offsets[step])
            }
        }
        return DirichletSplit(
            rate: DaySteps(offsets: steps.offsets, days: rates).rate(grid),
            shares: DirichletShares(
                breaks: grid.periodBreaks(steps.offsets),
                means: zip(steps.days, totals).map { counts, total in counts.map { $0 / total } },
                concentration: try reader.number("concentration")),
            totals: isExact
                ? zip(grid.openings, totals).map {
                    .init(start: $0.lowerBound, end: $0.upperBound, count: Int($1))
                } : nil,
            dayCV: day?.cv ?? 0, typeCorrelation: day?.typeCorrelation ?? 0)
    }

    // MARK: Records

    private mutating func trace(
        _ reader: MappingReader, contactType: String
    ) throws -> [Double] {
        let name = try reader.text("file")
        let path = files.path(name)
        let rows = try files.trace(name).filter { $0.contactType == contactType }
        guard !rows.isEmpty else {
            throw ScenarioError.invalid(
                location: reader.location(of: "file"),
                what: "\(path) has no call of contact type '\(contactType)'")
        }
        if let late = rows.first(where: { $0.seconds >= grid.horizonSeconds }) {
            throw ScenarioError.invalid(
                location: SourceLocation(path: path, line: late.line),
                what: "time \(late.seconds) is not before the end of the scenario at "
                    + "\(grid.horizonSeconds) s")
        }
        return rows.map(\.seconds)
    }

    /// An error at a key of a mapping, or at the mapping.
    func invalid(_ reader: MappingReader, _ key: String?, _ what: String) -> ScenarioError {
        .invalid(
            location: key.map(reader.location(of:)) ?? reader.node.location,
            what: "\(key.map(reader.path(of:)) ?? reader.place) \(what)")
    }
}
