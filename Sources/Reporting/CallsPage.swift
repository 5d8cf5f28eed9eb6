/// A call in sound as a listener checks it: what was said, what was heard, what became of it.
public struct AuditedCall: Sendable {
    /// A line of its transcript.
    public struct Line: Sendable {
        /// Seconds from the start of the call.
        public var seconds: Double
        /// Who: `agent`, `caller`, `heard`, `handoff`.
        public var who: String
        /// The words.
        public var words: String
        /// Whether other words were heard than had been said.
        public var isMisheard: Bool

        /// Stores a line.
        public init(seconds: Double, who: String, words: String, isMisheard: Bool = false) {
            self.seconds = seconds
            self.who = who
            self.words = words
            self.isMisheard = isMisheard
        }
    }

    /// Number of the caller, from 0.
    public var number: Int
    /// Path of the sound, beside the page.
    public var sound: String
    /// What the caller wanted.
    public var goal: String
    /// What became of the call, in a few words.
    public var verdict: String
    /// Length in seconds.
    public var seconds: Double
    /// Turns of the caller that were judged.
    public var turns: Int
    /// Those that were not understood as they were meant.
    public var misunderstood: Int
    /// Tools that were called wrongly.
    public var wrongActions: Int
    /// Its transcript, in order of time.
    public var lines: [Line]

    /// Stores a call.
    public init(
        number: Int, sound: String, goal: String, verdict: String, seconds: Double, turns: Int,
        misunderstood: Int, wrongActions: Int, lines: [Line]
    ) {
        self.number = number
        self.sound = sound
        self.goal = goal
        self.verdict = verdict
        self.seconds = seconds
        self.turns = turns
        self.misunderstood = misunderstood
        self.wrongActions = wrongActions
        self.lines = lines
    }
}

/// Calls in sound as one page to listen to and to read; the sounds lie beside it.
public enum CallsPage {
    /// The page.
    ///
    /// - Parameter calls: The calls.
    /// - Returns: HTML with its style inside.
    public static func html(_ calls: [AuditedCall]) -> String {
        let turns = calls.reduce(0) { $0 + $1.turns }
        let misunderstood = calls.reduce(0) { $0 + $1.misunderstood }
        let wrong = calls.count { $0.wrongActions > 0 }
        var body =
            "<p class=\"lead\">\(calls.count) calls: \(misunderstood) of \(turns) turns not"
            + " understood as they were meant; wrong actions in \(wrong).</p>\n"
            + "<p>Left is the caller as the voice agent hears, right the voice agent. In red are"
            + " utterances of which other words were heard than had been said; not all of them"
            + " were misunderstood.</p>\n<div class=\"chart\"><table><tr><th>call</th>"
            + "<th class=\"w\">wanted</th><th class=\"w\">became of it</th><th>seconds</th>"
            + "<th>turns</th><th>misunderstood</th><th>wrong actions</th></tr>\n"
        for call in calls {
            body +=
                "<tr><td><a href=\"#c\(call.number)\">\(call.number)</a></td>"
                + "<td class=\"w\">\(HTMLText.escape(call.goal))</td>"
                + "<td class=\"w\">\(HTMLText.escape(call.verdict))</td>"
                + "<td>\(NumberText.fixed(call.seconds, 0))</td><td>\(call.turns)</td>"
                + "<td>\(call.misunderstood)</td><td>\(call.wrongActions)</td></tr>\n"
        }
        body += "</table></div>\n"
        for call in calls { body += section(call) }
        return HTMLPage.html(title: "Calls to listen to", body: body)
    }

    private static func section(_ call: AuditedCall) -> String {
        var html =
            "<section id=\"c\(call.number)\"><h2>Call \(call.number): \(HTMLText.escape(call.goal))"
            + "</h2>\n<p>\(HTMLText.escape(call.verdict))</p>\n"
            + "<audio controls preload=\"none\" src=\"\(HTMLText.escape(call.sound))\"></audio>\n"
            + "<table>\n"
        for line in call.lines {
            let color = line.isMisheard ? " style=\"color:#b00020\"" : ""
            html +=
                "<tr><td>\(NumberText.fixed(line.seconds, 1))</td>"
                + "<td class=\"w\">\(HTMLText.escape(line.who))</td>"
                + "<td class=\"w\"\(color)>\(HTMLText.escape(line.words))</td></tr>\n"
        }
        return html + "</table></section>\n"
    }
}
