import DecodeBank
import ModelReading
import VoiceAgents

extension ScenarioLanguage {
    /// Pools of voice agents, by how their sessions are simulated.
    static let voicePool = TaggedTables("voice-agent pool", tag: "fidelity") {
        [surrogatePool, textPool, channelPool, channelWordsPool, bankPool, audioPool]
    }

    private static let defectsDayCorrelation = Field(
        "defectsDayCorrelation",
        .quantity(Quantity(.share, to: DefectDays.largestCorrelation)), default: "0%",
        "correlation of two turns of one day in being wrongly understood: good days and bad ones")

    private static let overflowTarget = FieldKind.text(
        form: "human, lost or the name of a voice-agent pool")

    /// Keys of every pool, whatever its fidelity.
    private static let poolFields = [
        Field(required: "name", .text(form: "a name"), "name of the pool"),
        Field(
            "sessions", .integer(1...linesLimit), "concurrent contacts; unlimited when left out"),
        Field(
            "whenFull", overflowTarget, default: "human",
            "where a contact goes that finds no session free"),
        Field(
            "share", share, default: "100%",
            "share of its callers that are offered to it, drawn by caller"),
        Field("otherwise", overflowTarget, default: "human", "where the others go"),
        Field("hours", .mapping(poolHours), "when it is open; always when left out"),
        Field(
            "whenClosed", overflowTarget, default: "human",
            "where a contact goes while it is closed, switched off or refused by a fault"),
        Field(
            "turn", .mapping(turn),
            "the work of a turn, done by stations; in place of latency or stages"),
        Field(
            "takeover", .mapping(takeover),
            "when a person who listens in takes a session over; nobody listens in when left out"),
        Field("handoff", .mapping(handoff), "what a person gains from the handoff"),
        Field("cost", .mapping(cost), "what a session costs"),
        Field(
            "escalateTo", .text(form: "the name of an agent group"),
            "a group that can serve every contact type of the pool (checked)"),
    ]

    /// Keys of a pool that decide who comes to its sessions and what follows them, and nothing inside.
    static let keysAroundSessions = poolFields.map(\.key).filter { $0 != "turn" }

    private static let surrogatePool = FieldTable(
        "surrogate",
        poolFields + [
            Field(
                "hangupUnderLoad", .mapping(hangupUnderLoad),
                "how full sessions make callers hang up"),
            Field(
                required: "turnsNeeded", .tagged(numberLaw),
                "right turns that a request needs, rounded, at least 1"),
            Field(required: "defects", share, "share of turns wrongly understood"),
            defectsDayCorrelation,
            Field(required: "scores", .mapping(scores), "confidence of turns"),
            Field(required: "fallback", .mapping(fallback), "when the voice agent gives up"),
            Field(
                "latency", .mapping(latency),
                "from the end of the caller's speech to the first audio of the answer; or turn"),
            Field(
                "silencePatience", .tagged(endlessTimeLaw),
                "silence that a caller bears in a turn; without end when left out"),
            Field(
                "hangupPerTurn", shareBelowOne, default: "0%",
                "probability of hanging up in a turn for any other reason"),
            Field(required: "callerSpeech", .tagged(timeLaw), "length of an utterance"),
            Field(required: "prompt", .tagged(timeLaw), "length of a prompt"),
            Field(
                "inScope", share, default: "100%",
                "share of contacts whose request the voice agent may serve at all"),
            Field(
                "asksForPerson", share, default: "0%",
                "share of callers who ask for a person in their first turn"),
        ])

    /// Keys of pools whose sessions are conversations with the dialogue engine.
    private static let conversationFields =
        poolFields + [
            Field(
                required: "dialogue", .text(form: "a path"),
                "dialogue model, beside the scenario file"),
            Field(
                required: "callers", .text(form: "a path"), "its callers, beside the scenario file"),
            Field(
                "dialogueValues", .map(of: "paths in the dialogue model", .anyScalar),
                "values that stand instead of those of the dialogue model"),
            Field(
                "callerValues", .map(of: "paths in the callers file", .anyScalar),
                "values that stand instead of those of the callers file"),
            Field(
                "firstDay", .text(form: "a date such as 2026-11-30"),
                "date of the first simulated day in the dialogue; that of the calendar when left out"
            ),
            Field(
                "stages", .named(stage),
                "stages between the end of an utterance and the answer, in order; none when left out"
            ),
            Field("tools", .mapping(tools), "how the systems behind the dialogue answer"),
            Field(
                "population", .mapping(population),
                "few callers that stand for all; each caller is a new one when left out"),
        ]

    private static let population = FieldTable(
        "population",
        [
            Field(
                required: "callers", .integer(1...mostMembers),
                "callers 0 up to this number, drawn with replacement"),
            Field(
                "attempts", .integer(1...mostAttempts), default: "1",
                "calls of one caller that differ; further ones are like the last of them"),
            Field(
                "seed", .integer(0...Int.max), default: "1",
                "seed of these callers, as that of a bank of decodes"),
        ])
    private static let mostMembers = 1_000_000
    private static let mostAttempts = 100

    private static let textPool = FieldTable(
        "text",
        conversationFields + [
            Field(
                "wordErrors", share, default: "0%",
                "share of the callers' words that are heard wrongly")
        ])

    /// Lines from better to worse that a set defect rate chooses from.
    static let defaultLines = [TierHearing.perfect, "clean", "noise20", "babble10"]

    /// Keys of pools that hear by files.
    private static let hearingFields =
        conversationFields + [
            Field(
                "line", .text(form: "a condition of the files"), default: "clean",
                "condition of the callers' line; over perfect every word is heard, over understood "
                    + "(at channel only) every meaning"),
            Field(
                "defects", share,
                "share of turns wrongly understood: some of the callers get a worse line until the "
                    + "model as its file has it meets it"),
            defectsDayCorrelation,
            Field(
                "lines", .list(.text(form: "a condition of the files, perfect or understood")),
                "lines that defects chooses from, from better to worse: "
                    + defaultLines.joined(separator: ", ") + " when left out"),
            Field(
                "channels", .text(form: "a path"),
                "file of fitted channels; the one that the callers file names when left out"),
        ]

    /// Keys of files that say by what an ear hears, and nothing of callers, lines or answers.
    private static let filesOfEars = ["channels", "bank"]

    /// The root of a scenario whose voice pools name no files that ears of their fidelity do not hear by.
    static func withoutFilesOfOtherEars(_ root: ModelNode) -> ModelNode {
        guard case .mapping(var entries) = root.content,
            let place = entries.firstIndex(where: { $0.key == "voiceAgents" }),
            case .list(let pools) = entries[place].value.content
        else { return root }
        let kept = pools.map { pool in
            guard case .mapping(let keys) = pool.content,
                let table = try? voicePool.table(for: pool, key: "")
            else { return pool }
            return ModelNode(
                .mapping(
                    keys.filter { !filesOfEars.contains($0.key) || table[$0.key] != nil }),
                at: pool.location)
        }
        entries[place].value = ModelNode(.list(kept), at: entries[place].value.location)
        return ModelNode(.mapping(entries), at: root.location)
    }

    private static let channelPool = FieldTable("channel", hearingFields)

    private static let channelWordsPool = FieldTable("channel-words", hearingFields)

    private static let bankPool = FieldTable(
        "bank",
        hearingFields + [
            Field(
                "bank", .text(form: "a path"),
                "bank of decodes; the one that the callers file names when left out")
        ])

    private static let audioPool = FieldTable(
        "audio",
        conversationFields + [
            Field(
                "line", .text(form: "a condition or a path"), default: "clean",
                "condition of the callers' line, or a file that describes one"),
            Field(
                "recognizer", .choice(["pocketsphinx", "moonshine", "both"]),
                default: "pocketsphinx", "who hears"),
        ])

    private static let stage = FieldTable(
        "stage",
        [
            Field(required: "name", .text(form: "a name"), "name of the stage"),
            Field(required: "body", .tagged(timeLaw), "the usual time in it"),
            Field("tail", .mapping(tail), "stalls; none when left out"),
            Field(
                "tailScale", .quantity(Quantity(.number, to: 1000)), default: "1",
                "factor on every stall"),
        ])

    private static let tools = FieldTable(
        "tools",
        [
            Field(
                "delay", .tagged(timeLaw),
                "time to answer of what waits at no station; 0.4 s when left out"),
            Field("failures", share, default: "0%", "share of requests that fail"),
            Field(
                "station", .text(form: "the name of a station"),
                "where tools and verifications wait, and take their time"),
            Field(
                "stations", .map(of: "tools", .text(form: "the name of a station")),
                "the same of single tools"),
        ])

    private static let hangupUnderLoad = FieldTable(
        "hang-ups under load",
        [
            Field(
                required: "full", share,
                "probability of hanging up in a turn far beyond the midpoint")
        ] + loadCurve)

    private static let latencyUnderLoad = FieldTable(
        "latency under load",
        [
            Field(
                required: "full",
                .quantity(Quantity(.number, to: 1000, excludesLeast: true)),
                "factor on the latency of a turn far beyond the midpoint")
        ] + loadCurve)

    /// The place and the steepness of a logistic curve in the share of sessions in use.
    private static let loadCurve = [
        Field(
            required: "steepness",
            .quantity(Quantity(.number, to: 10_000, excludesLeast: true)),
            "steepness of the logistic curve in the share of sessions in use"),
        Field(required: "midpoint", share, "share of sessions in use at its middle"),
    ]

    private static let scores = FieldTable(
        "scores",
        [
            Field(required: "right", .tagged(scoreLaw), "of turns rightly understood"),
            Field(required: "wrong", .tagged(scoreLaw), "of turns wrongly understood"),
        ])

    private static let fallback = FieldTable(
        "fallback",
        [
            Field(required: "accept", share, "least score at which a turn is acted on"),
            Field(
                "consecutiveFailures", .integer(1...1000),
                "rejected turns in a row that end the session; no such rule when left out"),
            Field(
                "totalFailures", .integer(1...1000),
                "rejected turns in all that end the session; no such rule when left out"),
            Field(
                "turnLimit", .integer(1...10_000),
                "longest session in turns; no such rule when left out"),
        ])

    private static let latency = FieldTable(
        "latency",
        [
            Field(required: "body", .tagged(timeLaw), "the usual part"),
            Field("tail", .mapping(tail), "stalls; none when left out"),
            Field(
                "tailScale", .quantity(Quantity(.number, to: 1000)), default: "1",
                "factor on every stall"),
            Field(
                "underLoad", .mapping(latencyUnderLoad), "how full sessions slow the answers"),
        ])

    static let tail = FieldTable(
        "latency tail",
        [
            Field(required: "probability", share, "probability of a stall in a turn"),
            Field(required: "extra", .tagged(timeLaw), "length of a stall"),
        ])

    private static let takeover = FieldTable(
        "takeover",
        [
            Field(
                required: "afterMisunderstood", .integer(1...1000),
                "turns of the session not understood as they were meant, at which an alarm rises"),
            Field(
                required: "noticedAfter", .tagged(timeLaw),
                "from the alarm until somebody takes over what still goes on"),
        ])

    private static let handoff = FieldTable(
        "handoff",
        [
            Field(
                "talkFactor",
                .quantity(Quantity(.number, to: 100, excludesLeast: true)), default: "1",
                "factor on the human conversation time of an escalated contact"),
            Field(
                "perMisunderstoodTurn", .quantity(Quantity(.share, to: 10)), default: "0%",
                "share of that time that each turn adds that the voice agent misunderstood"),
            Field(
                "perMissingValue", .quantity(Quantity(.duration)), default: "0s",
                "time that each value adds that the package lacks or has wrong"),
            Field(
                "unverified", .quantity(Quantity(.duration)), default: "0s",
                "time that a caller adds who is not verified as far as the wish needs"),
            Field(
                "patiencePerMisunderstoodTurn",
                .quantity(Quantity(.share, to: 2, excludesLeast: true)), default: "100%",
                "factor on the patience in the queue for each misunderstood turn"),
        ])

    private static let cost = FieldTable(
        "voice cost",
        [
            Field(
                "perMinute", .quantity(Quantity(.number)), default: "0",
                "money per minute of session"),
            Field("perSession", .quantity(Quantity(.number)), default: "0", "money per session"),
        ])
}
