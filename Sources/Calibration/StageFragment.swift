/// Fitted stages as a part of a scenario file.
public enum StageFragment {
    /// Stations of unlimited capacity with the fitted laws, and a turn that passes through them.
    ///
    /// - Parameters:
    ///   - fits: The stages, in the order in which a turn passes them.
    ///   - source: Where the times come from, for the comments.
    /// - Returns: YAML; every number names its source.
    public static func yaml(_ fits: [StageFit], source: String) -> String {
        var text = """
            # Stages of voice agents' answers, fitted to \(YAMLText.comment(source)).
            # Measured times hold whatever waiting there was at the load at which they were measured: to let
            # waiting follow the load, say how many servers a station has and take the waiting out.
            stations:

            """
        for fit in fits {
            text += "  - name: \(YAMLText.scalar(fit.name))\n    kind: servers\n"
            text += "    # \(fit.requests) requests of \(fit.calls) calls;"
            text += " P50 \(milliseconds(fit.measured[0])) (fitted \(milliseconds(fit.fitted[0]))),"
            text += " P95 \(milliseconds(fit.measured[1])) (\(milliseconds(fit.fitted[1]))),"
            text += " P99 \(milliseconds(fit.measured[2])) (\(milliseconds(fit.fitted[2])))\n"
            text += "    body: {distribution: lognormal, median: \(milliseconds(fit.median)),"
            text += " sigma: \(number(fit.sigma, 4))}\n"
            if fit.stallShare > 0 {
                text += "    tail: {probability: \(number(fit.stallShare * 100, 3))%, extra:"
                let values = fit.stalls.map(milliseconds).joined(separator: ", ")
                let steps = StageFit.stallProbabilities.map { number($0, 2) }
                text += " {distribution: empirical, values: [\(values)],"
                text += " probabilities: [\(steps.joined(separator: ", "))]}}\n"
            }
            if let share = fit.withinCall {
                text += "    withinCall: \(number(share * 100, 1))%\n"
            } else {
                text += "    # withinCall: no call has two requests of the stage\n"
            }
        }
        text += """
            # For a pool of voiceAgents:
            #   turn:
            #     stages:

            """
        for fit in fits {
            let name = YAMLText.scalar(fit.name)
            text += "#       - {name: \(name), station: \(name)}\n"
        }
        return text
    }

    private static func milliseconds(_ seconds: Double) -> String {
        number(seconds * 1000, 1) + "ms"
    }

    /// A number with at most so many decimals, without zeros at its end.
    private static func number(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return "endless" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return "\((value * scale).rounded() / scale)".replacing(/\.0$/, with: "")
    }
}
