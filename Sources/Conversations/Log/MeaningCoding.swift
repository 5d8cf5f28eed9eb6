import DialogueEngine

/// Meanings as JSON objects, and back.
enum MeaningCoding {
    static func json(_ meaning: Interpretation) -> JSONText {
        var members: [JSONText.Member] = [
            .init("text", .string(meaning.text)),
            .init("intents", .array(meaning.intents.map(json))),
            .init("outOfScope", .int(Int(meaning.outOfScope.steps))),
            .init("answers", .array(meaning.answers.map(json))),
        ]
        if let reading = meaning.yesNo {
            members.append(
                .init(
                    "yesNo",
                    .object([
                        .init("yes", .bool(reading.isYes)),
                        .init("probability", .int(Int(reading.probability.steps))),
                        .init("coverage", .int(Int(reading.coverage.steps))),
                    ])))
        }
        if meaning.isCorrection { members.append(.init("correction", .bool(true))) }
        if let remark = meaning.remark {
            members.append(.init("remark", .string(String(describing: remark))))
        }
        if !meaning.parts.isEmpty {
            members.append(.init("parts", .array(meaning.parts.map(json))))
        }
        if meaning.affect != 0 { members.append(.init("affect", .int(meaning.affect))) }
        return .object(members)
    }

    static func json(_ candidate: IntentCandidate) -> JSONText {
        .object([
            .init("intent", .int(Int(candidate.intent.rawValue))),
            .init("probability", .int(Int(candidate.probability.steps))),
        ])
    }

    private static func json(_ answer: AnswerCandidate) -> JSONText {
        var members: [JSONText.Member] = [
            .init("slot", .int(Int(answer.slot.rawValue))),
            .init("value", .string(answer.value.written)),
            .init("probability", .int(Int(answer.probability.steps))),
            .init("coverage", .int(Int(answer.coverage.steps))),
        ]
        if answer.isPartial { members.append(.init("partial", .bool(true))) }
        if answer.isInvalid { members.append(.init("invalid", .bool(true))) }
        if answer.isAnnounced { members.append(.init("announced", .bool(true))) }
        return .object(members)
    }

    // MARK: Reading

    static func meaning(_ reader: JSONReader) throws(JSONReader.Problem) -> Interpretation {
        var meaning = Interpretation(text: try reader.string("text"))
        meaning.intents = try candidates(reader, "intents")
        meaning.outOfScope = try reader.score("outOfScope")
        for item in try reader.objects("answers") {
            meaning.answers.append(
                AnswerCandidate(
                    slot: SlotID(try item.whole("slot")),
                    value: try item.value(try item.string("value")),
                    probability: try item.score("probability"),
                    coverage: try item.score("coverage"),
                    isPartial: item["partial"] != nil, isInvalid: item["invalid"] != nil,
                    isAnnounced: item["announced"] != nil))
        }
        if reader["yesNo"] != nil {
            let reading = try reader.object("yesNo")
            meaning.yesNo = YesNoReading(
                isYes: try reading.flag("yes"), probability: try reading.score("probability"),
                coverage: try reading.score("coverage"))
        }
        meaning.isCorrection = reader["correction"] != nil
        if reader["remark"] != nil {
            meaning.remark = try reader.named("remark", Interpretation.Remark.allCases) {
                String(describing: $0)
            }
        }
        if reader["parts"] != nil { meaning.parts = try candidates(reader, "parts") }
        if reader["affect"] != nil { meaning.affect = try reader.whole("affect") }
        return meaning
    }

    private static func candidates(
        _ reader: JSONReader, _ key: String
    ) throws(JSONReader.Problem) -> [IntentCandidate] {
        var candidates: [IntentCandidate] = []
        for item in try reader.objects(key) {
            candidates.append(
                IntentCandidate(
                    intent: IntentID(try item.whole("intent")),
                    probability: try item.score("probability")))
        }
        return candidates
    }
}
