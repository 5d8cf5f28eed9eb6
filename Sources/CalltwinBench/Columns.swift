import Foundation

/// The layout of the printed figures.
enum Columns {
    static let header =
        left("benchmark", 26) + left("unit", 10) + right("ns best", 12) + right("ns median", 12)
        + right("M/s best", 10) + right("units", 12) + right("peak MiB", 10)

    static func row(_ timing: Timing) -> String {
        left(timing.benchmark.name, 26) + left(timing.benchmark.unit, 10)
            + right(fixed(timing.best * 1e9, 2), 12) + right(fixed(timing.median * 1e9, 2), 12)
            + right(fixed(1e-6 / timing.best, 2), 10) + right("\(timing.units)", 12)
            + right(fixed(Double(timing.peakResidentBytes) / 0x1p20, 1), 10)
    }

    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 1))
    }

    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.count, 1)) + text
    }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
