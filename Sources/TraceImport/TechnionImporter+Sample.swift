extension TechnionImporter {
    /// Five rows, one of each kind: hung up in the menu, queued and served, served at once,
    /// abandoned, phantom.
    public var sample: String {
        let none = "0:00:00 0:00:00 0"
        let rows = [
            "AA0101 1 0 0 PS 990801 0:10:10 0:10:27 17 \(none) HANG \(none) NO_SERVER",
            "AA0102 2 7 2 NE 990801 7:00:00 7:00:06 6 7:00:06 7:01:06 60 AGENT "
                + "7:01:05 7:02:35 90 S01",
            "AA0103 3 0 0 NW 990801 7:00:30 7:00:40 10 \(none) AGENT 7:00:39 7:01:39 60 S02",
            "AA0104 4 9 1 PE 990801 23:59:40 23:59:50 10 23:59:50 0:01:00 70 HANG "
                + "\(none) NO_SERVER",
            "AA0105 5 0 0 TT 990802 8:00:00 8:00:00 0 \(none) PHANTOM \(none) NO_SERVER",
        ]
        let lines = rows.map { $0.split(separator: " ").joined(separator: "\t") }
        return ([Self.header] + lines).map { $0 + "\n" }.joined()
    }
}
