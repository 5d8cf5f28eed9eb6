import Foundation

/// Numbers as people read them.
enum Figure {
    /// As few digits as needed, at most ten: `190`, `0.7`, `47.5`.
    static func plain(_ value: Double) -> String { String(format: "%.10g", value) }

    /// A share in percent with two decimals; one that would round to nothing is `< 0.01 %`.
    static func percent(_ share: Double) -> String {
        guard share <= 0 || share >= 0.00005 else { return "< 0.01 %" }
        return fixed(share * 100) + " %"
    }

    /// Seconds with two decimals.
    static func seconds(_ value: Double) -> String {
        guard value <= 0 || value >= 0.005 else { return "< 0.01 s" }
        return fixed(value) + " s"
    }

    /// Two decimals.
    static func fixed(_ value: Double) -> String { String(format: "%.2f", value) }
}
