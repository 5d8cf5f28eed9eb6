/// The list of key performance indicators, in the order of every output.
public enum KeyPerformanceIndicators {
    /// All of them.
    public static let all: [KeyPerformanceIndicator] =
        Volumes.all + Losses.abandonment + Waiting.all + ServiceLevels.all + Waiting.queue
        + HumanWork.all + Containment.outcomes + Losses.repeats + Containment.losses
        + Understanding.all + Latency.all + Cost.all

    /// Those of contacts' journeys, in centers with voice agents.
    public static let journeys: [KeyPerformanceIndicator] = Journeys.all

    /// Those that only some centers have a use for: given when asked for by name.
    public static let further: [KeyPerformanceIndicator] = Further.all

    /// Those of needs over all their contacts: given when asked for by name.
    public static let needs: [KeyPerformanceIndicator] = Needs.all

    /// The indicator of a name.
    ///
    /// - Parameter name: The name, as in every output; that of a ratio may have `MeanOfRatios`
    ///   behind it.
    /// - Returns: The indicator; nil if there is none of that name.
    public static func named(_ name: String) -> KeyPerformanceIndicator? {
        let known = all + journeys + needs + further
        if let indicator = known.first(where: { $0.name == name }) { return indicator }
        let suffix = KeyPerformanceIndicator.meanOfRatiosSuffix
        guard name.hasSuffix(suffix) else { return nil }
        return known.first { $0.name == name.dropLast(suffix.count) }?.meanOfRatios
    }

    /// The reference page of the indicators.
    ///
    /// - Returns: Markdown; the page that the project ships is exactly this text.
    public static func documentation() -> String {
        var text = preamble
        for kpi in all + journeys + needs + further {
            text += """

                ## \(kpi.name)

                | | |
                |---|---|
                | unit | \(kpi.unit) |
                | formula | \(kpi.formula) |
                | denominator | \(kpi.denominator) |
                | attribution | \(kpi.attribution.text) |
                | estimator | \(kpi.estimator) |

                """
        }
        return text + InterventionSeries.documentation
    }

    private static let preamble = """
        # Key performance indicators

        Every indicator is a fold over the events of a log: the same code reads a live simulation, a
        simulated log and a recorded log. This page is generated from the registry in
        `Sources/Projections/KPIs`.

        - **What counts**: contacts that arrived inside the window from the end of the warm-up to
          the horizon (the horizon itself excluded), followed to their end; and time inside the
          window. A recorded log has no horizon: its window ends with its last event.
        - **Where it counts**: what concerns a contact counts in the interval in which the contact
          arrived, also if it was answered later. Time counts when it passed. Intervals lie on a
          grid from local midnight and contain their left end.
        - **Unfinished contacts**: a contact that still waits when the log ends is in neither the
          numerator nor the denominator of rates and means of waits, and a session in progress is in
          neither of those of sessions.
        - **Within x seconds** is `<=`.
        - **Estimator**: over replications, a ratio is the sum of numerators over the sum of
          denominators (ratio of expectations), and its interval is that of the delta method. A
          quantile is taken in each replication and averaged. `calltwin project` then takes out the part of the error that the
          arrivals explain, whose expectation is known exactly (control variates, at least ten
          replications each; a share that this would move below 0 or above 1 keeps its plain estimate).
        - **Mean of ratios**: the name of a ratio followed by `MeanOfRatios`, such as
          `abandonmentRateMeanOfRatios`, is another quantity under its own name: the mean of the
          replications' quotients, each replication (a day, say) weighing the same however busy it
          was. Replications without a value (a denominator of 0) are left out. With a day that is
          busy by chance it is the smaller one for rates that grow with the load. It has a row only
          when `calltwin run --kpis` asks for it.
        - **Chosen indicators**: `calltwin run --kpis` keeps and prints only those named, and what
          none of them needs is not counted: it costs nothing. `calltwin replay --kpis` tells them of a log,
          but for those with prices, which no log has.
        - **Segments**: a scenario may name parts of its center (`segments`): some contact types, some
          agent groups, some hours of every day, or these together. Their figures come from sums of
          the tallies of the types, groups and intervals that they name, so they are as exact as
          those of the center, and quantiles come from merged distributions. What concerns a contact
          is over the types that a segment names, whoever serves them; agents' time is over its
          groups, whatever they do. A segment that names only types has no occupancy, one that names
          only groups no figures of contacts, one with hours no quantiles, and none has a cost.
          Hours take whole reporting intervals, by the rule above: a call of 11:59 answered at 12:05
          is one of the morning. A log carries its segments, so a replay gives the same figures.
        - **Journeys**: indicators of what became of contacts in the end, from arrival through voice
          agent and human agents to the end, are counted where there are voice agents, for the center
          and for each pool (whose rows also have some indicators that the center has by contact
          type). A journey counts when it has ended. A caller *came back* when a redial within 24 h
          follows the contact's end (`--return-within` sets another time); the decision is read, so
          the end of a run hides no return. A log that does not follow callers shows no returns.
        - **Accuracy**: counts and sums are exact whole numbers (nanoseconds). Quantiles come from
          buckets 1/256 wide: within 0.4 % of the order statistic of rank ceil(p n), and exact for
          data in whole seconds below 256 s.
        - **Offered, seeking, queued**: `offered` contacts arrived. Those that neither end in a menu
          nor are blocked nor end with a voice agent *seek a human agent*: at that instant they are
          answered at once, join the queue, or balk. Rates of waiting and abandonment are over those.
        - **Recorded logs** may not say who was signed in (`occupancy` then has no value), who
          served (the conversation counts for no group), or how long a service took (the contact is
          `served` but has no handling time).

        """
}
