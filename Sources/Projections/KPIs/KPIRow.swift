public import ContactCenterEvents

/// One value of one key performance indicator on one log.
public struct KPIRow: Equatable, Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Unit of the value.
    public var unit: String
    /// What the value is restricted to.
    public var scope: KPIScope
    /// Name of the contact type, or `all`.
    public var contactType: String
    /// Name of the agent group; nil for all.
    public var agentGroup: String?
    /// Name of the segment; nil for none.
    public var segment: String?
    /// Name of the pool of voice agents; nil for all.
    public var voicePool: String?
    /// The fraction; nil where the indicator has no meaning (no data, no prices).
    public var fraction: KPIFraction?

    /// Stores a value.
    public init(
        kpi: String, unit: String, scope: KPIScope, contactType: String, agentGroup: String?,
        segment: String? = nil, voicePool: String? = nil, fraction: KPIFraction?
    ) {
        self.kpi = kpi
        self.unit = unit
        self.scope = scope
        self.contactType = contactType
        self.agentGroup = agentGroup
        self.segment = segment
        self.voicePool = voicePool
        self.fraction = fraction
    }

    /// Number of the reporting interval; nil for the whole window.
    public var interval: Int? { scope.interval }
    /// The value; nil where it has none.
    public var value: Double? { fraction?.value }
}

/// An estimate of one key performance indicator from one log or several replications.
public struct KPIEstimate: Equatable, Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Unit of the value.
    public var unit: String
    /// Name of the contact type, or `all`.
    public var contactType: String
    /// Name of the agent group; nil for all.
    public var agentGroup: String?
    /// Number of the reporting interval; nil for the whole window.
    public var interval: Int?
    /// Name of the segment; nil for none.
    public var segment: String?
    /// Name of the pool of voice agents; nil for all.
    public var voicePool: String?
    /// The estimate; nil where it has no value.
    public var mean: Double?
    /// Its standard error; nil for a single log.
    public var standardError: Double?
    /// Half the width of its 95 % interval; nil for a single log.
    public var halfWidth95: Double?

    /// Stores an estimate.
    public init(
        kpi: String, unit: String, contactType: String, agentGroup: String?, interval: Int?,
        segment: String? = nil, voicePool: String? = nil, mean: Double?,
        standardError: Double? = nil,
        halfWidth95: Double? = nil
    ) {
        self.kpi = kpi
        self.unit = unit
        self.contactType = contactType
        self.agentGroup = agentGroup
        self.interval = interval
        self.segment = segment
        self.voicePool = voicePool
        self.mean = mean
        self.standardError = standardError
        self.halfWidth95 = halfWidth95
    }

    /// The value of a single log, without error.
    ///
    /// - Parameter row: The value.
    public init(_ row: KPIRow) {
        self.init(
            kpi: row.kpi, unit: row.unit, contactType: row.contactType,
            agentGroup: row.agentGroup, interval: row.interval, segment: row.segment,
            voicePool: row.voicePool, mean: row.value)
    }
}

extension CenterTally {
    /// The values of the indicators that have a meaning in a scope and were counted, in the order
    /// of the registry.
    ///
    /// - Parameters:
    ///   - scope: What to restrict to; numbers that the tally does not have give no rows, and neither
    ///     does a segment by time unless the tally keeps intervals that fit it.
    ///   - description: Names of contact types and agent groups, and the segments.
    ///   - prices: Prices; without them `costPerResolvedContact` is left out.
    ///   - selection: The indicators.
    /// - Returns: One row per indicator.
    public func kpiRows(
        _ scope: KPIScope, names description: RunDescription, prices: PriceTable? = nil,
        _ selection: KPISelection = .all
    ) -> [KPIRow] {
        guard let extent = extent(of: scope, segments: description.segments ?? []) else {
            return []
        }
        let context = KPIContext(self, extent, prices: prices)
        let contactType = scope.contactType.map { name($0, in: description.contactTypes) } ?? "all"
        let agentGroup = scope.agentGroup.map { name($0, in: description.agentGroups) }
        let segment = scope.segment.flatMap { description.segments?[$0].name }
        return selection.indicators.compactMap { kpi in
            guard extent.admits(kpi.attribution), configuration.parts.isSuperset(of: kpi.needs)
            else { return nil }
            if kpi.attribution == .center, prices?.hasCosts != true { return nil }
            return KPIRow(
                kpi: kpi.name, unit: kpi.unit, scope: scope, contactType: contactType,
                agentGroup: agentGroup, segment: segment,
                fraction: extent.isCounted ? kpi.measure(context) : nil)
        }
    }

    /// The values in every scope: the center, contact types, agent groups, segments, then the same
    /// interval by interval.
    ///
    /// A single contact type or agent group is reported like several.
    ///
    /// - Parameters:
    ///   - description: Names of contact types and agent groups, and the segments.
    ///   - prices: Prices; without them `costPerResolvedContact` is left out.
    ///   - selection: The indicators.
    ///   - breakdown: Which scopes beside the whole center.
    /// - Returns: Rows in a fixed order.
    public func kpiRows(
        names description: RunDescription, prices: PriceTable? = nil,
        _ selection: KPISelection = .all, by breakdown: KPIBreakdown = .all
    ) -> [KPIRow] {
        journeyRows(names: description, prices: prices, selection)
            + scopes(by: breakdown, segments: description.segments ?? []).flatMap {
                kpiRows($0, names: description, prices: prices, selection)
            }
    }

    /// The scopes of the tally, in the order of reports.
    ///
    /// - Parameters:
    ///   - breakdown: Which beside the whole center.
    ///   - segments: The segments of the log's description.
    /// - Returns: The scopes.
    public func scopes(
        by breakdown: KPIBreakdown = .all, segments: [SegmentDescription] = []
    ) -> [KPIScope] {
        let spans: [Int?] =
            [nil] + (breakdown.contains(.interval) ? intervals.indices.map { $0 } : [])
        let types = breakdown.contains(.type) ? contacts.indices : 0..<0
        let groups = breakdown.contains(.group) ? time.signedIn.indices : 0..<0
        let parts = breakdown.contains(.segment) ? segments.indices : 0..<0
        return spans.flatMap { span in
            [KPIScope(interval: span)]
                + types.map { KPIScope(contactType: $0, interval: span) }
                + groups.map { KPIScope(agentGroup: $0, interval: span) }
                + parts.map { KPIScope(interval: span, segment: $0) }.filter {
                    extent(of: $0, segments: segments) != nil
                }
        }
    }

    func name(_ number: Int, in names: [String]) -> String {
        names.indices.contains(number) ? names[number] : String(number)
    }
}
