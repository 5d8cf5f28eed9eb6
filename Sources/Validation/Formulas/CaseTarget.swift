import QueueingTheory

/// A staffing target as a case file writes it, such as `SL(20s)>=0.8` or `P_ab<=0.03`.
struct CaseTarget {
    let target: StaffingTarget
    /// Start of the outputs that give the target's value, such as `SL` in `SL_at_n`.
    let name: String

    static let known =
        "SL(20s)>=0.8, P_served_within_20s>=0.8, SL_served_within_20s_over_served>=0.8,"
        + " SL_excl_short_ab_20s>=0.8, P_ab<=0.03, P_wait<=0.2, E_W_s<=10, P_block<=0.01"

    init(_ text: String) throws(UnsupportedParameters) {
        let plain = text.filter { $0 != " " }
        let isFloor = plain.contains(">=")
        let sign: Character = isFloor ? ">" : "<"
        guard let place = plain.firstIndex(of: sign),
            plain[plain.index(after: place)...].hasPrefix("="),
            let bound = Self.number(plain[plain.index(place, offsetBy: 2)...])
        else { throw Self.unknown(text) }
        let quantity = String(plain[..<place])
        let found: (target: StaffingTarget, name: String)?
        if isFloor {
            found = Self.level(quantity, bound)
        } else {
            found = Self.ceiling(quantity, bound).map { ($0, quantity) }
        }
        guard let found else { throw Self.unknown(text) }
        (target, name) = found
    }

    private static func unknown(_ text: String) -> UnsupportedParameters {
        UnsupportedParameters("the target '\(text)' is not known; known: \(known)")
    }

    /// `SL` in a model with abandonment is served within the time over offered.
    private static func level(
        _ quantity: String, _ bound: Double
    ) -> (StaffingTarget, String)? {
        let forms: [(start: String, end: String, kind: StaffingTarget.ServiceLevelKind)] = [
            ("SL(", ")", .offered), ("P_served_within_", "", .offered),
            ("SL_served_within_", "_over_served", .answered),
            ("SL_excl_short_ab_", "", .excludingShortAbandons),
        ]
        for form in forms where quantity.hasPrefix(form.start) && quantity.hasSuffix(form.end) {
            let middle = quantity.dropFirst(form.start.count).dropLast(form.end.count)
            guard middle.hasSuffix("s"), let seconds = Double(middle.dropLast()) else { continue }
            return (
                .serviceLevel(kind: form.kind, seconds: seconds, atLeast: bound),
                form.start == "SL(" ? "SL" : quantity
            )
        }
        return nil
    }

    private static func ceiling(_ quantity: String, _ bound: Double) -> StaffingTarget? {
        switch quantity {
        case "P_ab": .abandonment(atMost: bound)
        case "P_wait": .delayProbability(atMost: bound)
        case "P_block": .blocking(atMost: bound)
        case "E_W_s", "E_W": .meanWait(atMost: bound)
        default: nil
        }
    }

    /// A number, a percentage, or seconds.
    private static func number(_ text: Substring) -> Double? {
        if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
        return Double(text.hasSuffix("s") ? text.dropLast() : text)
    }
}
