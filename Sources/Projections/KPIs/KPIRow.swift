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
    /// The fraction; nil where the indicator has no meaning (no data, no prices).
    public var fraction: KPIFraction?

    /// Stores a value.
    public init(
        kpi: String, unit: String, scope: KPIScope, contactType: String, agentGroup: String?,
        fraction: KPIFraction?
    ) {
        self.kpi = kpi
        self.unit = unit
        self.scope = scope
        self.contactType = contactType
        self.agentGroup = agentGroup
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
    /// The estimate; nil where it has no value.
    public var mean: Double?
    /// Its standard error; nil for a single log.
    public var standardError: Double?
    /// Half the width of its 95 % interval; nil for a single log.
    public var halfWidth95: Double?

    /// Stores an estimate.
    public init(
        kpi: String, unit: String, contactType: String, agentGroup: String?, interval: Int?,
        mean: Double?, standardError: Double? = nil, halfWidth95: Double? = nil
    ) {
        self.kpi = kpi
        self.unit = unit
        self.contactType = contactType
        self.agentGroup = agentGroup
        self.interval = interval
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
            agentGroup: row.agentGroup, interval: row.interval, mean: row.value)
    }
}

extension CenterTally {
    /// The values of the indicators that have a meaning in a scope and were counted, in the order
    /// of the registry.
    ///
    /// - Parameters:
    ///   - scope: What to restrict to; numbers that the tally does not have give no rows.
    ///   - description: Names of contact types and agent groups.
    ///   - prices: Prices; without them `costPerResolvedContact` is left out.
    ///   - selection: The indicators.
    /// - Returns: One row per indicator.
    public func kpiRows(
        _ scope: KPIScope, names description: RunDescription, prices: PriceTable? = nil,
        _ selection: KPISelection = .all
    ) -> [KPIRow] {
        guard has(scope) else { return [] }
        let context = KPIContext(self, scope, prices: prices)
        let contactType = scope.contactType.map { name($0, in: description.contactTypes) } ?? "all"
        let agentGroup = scope.agentGroup.map { name($0, in: description.agentGroups) }
        return selection.indicators.compactMap { kpi in
            guard scope.admits(kpi.attribution), configuration.parts.isSuperset(of: kpi.needs)
            else { return nil }
            if kpi.attribution == .center, prices == nil { return nil }
            return KPIRow(
                kpi: kpi.name, unit: kpi.unit, scope: scope, contactType: contactType,
                agentGroup: agentGroup, fraction: kpi.measure(context))
        }
    }

    /// The values in every scope: the center, contact types, agent groups, then the same interval
    /// by interval.
    ///
    /// A single contact type or agent group is reported like several.
    ///
    /// - Parameters:
    ///   - description: Names of contact types and agent groups.
    ///   - prices: Prices; without them `costPerResolvedContact` is left out.
    ///   - selection: The indicators.
    ///   - breakdown: Which scopes beside the whole center.
    /// - Returns: Rows in a fixed order.
    public func kpiRows(
        names description: RunDescription, prices: PriceTable? = nil,
        _ selection: KPISelection = .all, by breakdown: KPIBreakdown = .all
    ) -> [KPIRow] {
        scopes(by: breakdown).flatMap {
            kpiRows($0, names: description, prices: prices, selection)
        }
    }

    /// The scopes of the tally, in the order of reports.
    ///
    /// - Parameter breakdown: Which beside the whole center.
    /// - Returns: The scopes.
    public func scopes(by breakdown: KPIBreakdown = .all) -> [KPIScope] {
        let spans: [Int?] =
            [nil] + (breakdown.contains(.interval) ? intervals.indices.map { $0 } : [])
        let types = breakdown.contains(.type) ? contacts.indices : 0..<0
        let groups = breakdown.contains(.group) ? time.signedIn.indices : 0..<0
        return spans.flatMap { span in
            [KPIScope(interval: span)]
                + types.map { KPIScope(contactType: $0, interval: span) }
                + groups.map { KPIScope(agentGroup: $0, interval: span) }
        }
    }

    private func has(_ scope: KPIScope) -> Bool {
        scope.contactType.map(contacts.indices.contains) ?? true
            && scope.agentGroup.map(time.signedIn.indices.contains) ?? true
            && scope.interval.map(intervals.indices.contains) ?? true
    }

    private func name(_ number: Int, in names: [String]) -> String {
        names.indices.contains(number) ? names[number] : String(number)
    }
}
