extension InterventionSeries.Figure {
    /// What the figure is, in a phrase.
    public var meaning: String {
        switch self {
        case .occurrences: "times that it came in a replication"
        case .startSeconds: "when it came, in seconds from the start"
        case .abandonedBefore:
            "contacts that arrived before it and left the human queue unserved / arrived before it"
        case .abandonedDuring: "the same of those who arrived during it"
        case .abandonedAfter: "the same of those who arrived after it"
        case .lostInVoiceBefore:
            "contacts that arrived before it and hung up on a voice agent, or were cut off from one "
                + "/ arrived before it"
        case .lostInVoiceDuring: "the same of those who arrived during it"
        case .lostInVoiceAfter: "the same of those who arrived after it"
        case .queueBefore: "people waiting, on average over the time before it"
        case .queuePeak:
            "most people waiting from its start to its end (of a lever for half an hour), and until the "
                + "queue is back where that is later, at the latest until the end of the time after it"
        case .overshoot: "queuePeak - queueBefore"
        case .recoverySeconds:
            "time from the end of a fault, or from the move of a lever, until for the first time at "
                + "most queueBefore people (rounded up) wait; 0 for a lever that is moved while no more than that wait, "
                + "whatever it does later: `queuePeak` and `abandonedDuring` tell that; occurrences after "
                + "which that never comes are left out, and `recovered` counts them"
        case .effectSeconds:
            "of a lever: time until the sessions in progress fit it. Switched off or capped: no more "
                + "are in progress than may be. Any other setting: the last session that had begun "
                + "before it is over"
        case .recovered: "occurrences after which the queue came back / occurrences"
        }
    }
}

extension InterventionSeries {
    /// The part of the page of indicators about levers and faults.
    static var documentation: String {
        var text = """

            ## Levers and faults

            A run of a scenario with `levers` or `faults` also tells what each of them did. *Before* is
            the time before its start that is as long as it lasted (cut at the start of the run), *during*
            lasts until its end, *after* is as long again. A lever has no end: its length is half an hour.
            Contacts count by their arrival, however they came and whatever the window of the indicators
            above. Each replication has the mean over its occurrences; the estimate is the mean over
            replications, with Student's interval.

            | figure | meaning |
            |---|---|

            """
        for figure in Figure.allCases { text += "| `\(figure.rawValue)` | \(figure.meaning) |\n" }
        return text
    }
}
