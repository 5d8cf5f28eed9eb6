import Conversations
import Foundation
import Reporting

extension InteractionTimes {
    private var parts: [(name: String, title: String, overlaps: Overlaps)] {
        [
            ("interruptions", "interruptions", interruptions),
            ("backchannels", "backchannels", backchannels),
            ("others", "coughs, side speech", others),
        ]
    }

    /// The times as lines for people.
    var lines: [String] {
        var lines: [String] = []
        func add(_ title: String, _ text: String) {
            lines.append(title.padding(toLength: 22, withPad: " ", startingAt: 0) + text)
        }
        if !responseSeconds.isEmpty {
            add("answers, s", "\(responseSeconds.count): \(Self.text(responseSeconds))")
        }
        for part in parts where part.overlaps.count > 0 {
            let overlaps = part.overlaps
            func share(_ count: Int) -> String {
                String(format: "%.1f %%", 100 * Double(count) / Double(overlaps.count))
            }
            add(
                part.title,
                "\(overlaps.count): prompt silent within \(Self.soonSeconds) s "
                    + "\(share(overlaps.silencedSoon)), at all "
                    + "\(share(overlaps.silencedSeconds.count)), given up \(share(overlaps.cut))")
            if !overlaps.silencedSeconds.isEmpty {
                add("  time to yield, s", Self.text(overlaps.silencedSeconds))
            }
            if !overlaps.resumedSeconds.isEmpty {
                add("  pause, s", Self.text(overlaps.resumedSeconds))
            }
        }
        return lines
    }

    private static func text(_ seconds: [Double]) -> String {
        String(
            format: "p50 %.2f, p95 %.2f", quantile(0.5, of: seconds) ?? 0,
            quantile(0.95, of: seconds) ?? 0)
    }

    /// The times as JSON; seconds, counts, and quantiles by the nearest rank.
    var json: JSONValue {
        .object(
            [("responses", Self.json(responseSeconds))]
                + parts.map { part in
                    let overlaps = part.overlaps
                    return (
                        part.name,
                        .object([
                            ("count", .integer(overlaps.count)),
                            ("endedSoon", .integer(overlaps.endedSoon)),
                            ("silencedSoon", .integer(overlaps.silencedSoon)),
                            ("givenUp", .integer(overlaps.cut)),
                            ("yield", Self.json(overlaps.silencedSeconds)),
                            ("pause", Self.json(overlaps.resumedSeconds)),
                        ])
                    )
                })
    }

    private static func json(_ seconds: [Double]) -> JSONValue {
        .object([
            ("count", .integer(seconds.count)),
            ("p50Seconds", quantile(0.5, of: seconds).map(JSONValue.number) ?? .null),
            ("p95Seconds", quantile(0.95, of: seconds).map(JSONValue.number) ?? .null),
        ])
    }
}
