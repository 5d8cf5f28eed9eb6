import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    /// What happens at a type's queue, and how it is ranked.
    mutating func decodeQueueRules(
        _ reader: MappingReader, _ type: inout ContactTypeConfiguration
    ) throws {
        type.balkPerWaiting = try reader.number("balkPerWaiting")
        type.queueCapacity = try reader.optionalInteger("queueCapacity")
        type.initialContacts = try reader.integer("initial")
        type.atOnce = try reader.integer("atOnce")
        type.slowdown = try reader.number("slowdown")
        if reader.has("slowdown"), type.atOnce == 1 {
            throw ScenarioError.noEffect(
                location: reader.location(of: "slowdown"), key: reader.path(of: "slowdown"),
                why: "an agent serves one such contact at a time (atOnce)")
        }
        type.weight = try reader.number("weight")
        type.queueShare = try reader.number("queueShare")
        type.region = try reader.optionalText("region")
        if let steps = try reader.optionalMapping("priorityAfter") {
            type.prioritySteps = try prioritySteps(steps)
            if let first = type.prioritySteps.first, first.priority <= type.priority {
                throw steps.invalid(
                    "priorities", "should rise above the priority of \(type.priority) on arrival")
            }
        }
        if let announcement = try reader.optionalMapping("announcement") {
            type.announcement = Announcement(
                predictor: try predictor(announcement),
                tolerance: try optionalLaw(announcement, "tolerance") ?? .never,
                patienceFactor: try announcement.number("patienceFactor"))
            if !announcement.has("tolerance"), !announcement.has("patienceFactor") {
                throw reader.noEffect(
                    "announcement", "nobody minds it (tolerance, patienceFactor)")
            }
            if announcement.has("patienceFactor"), !reader.has("patience") {
                throw announcement.noEffect("patienceFactor", "patience never ends")
            }
        }
        if let callback = try reader.optionalMapping("callback") {
            type.callback = CallbackOffer(
                whenWaiting: try callback.integer("whenWaiting"),
                whenPredictedSeconds: try callback.number("whenPredicted"),
                predictor: try predictor(callback), accept: try callback.number("accept"),
                reserve: try callback.integer("reserve"),
                patience: try optionalLaw(callback, "patience") ?? .never,
                talkFactor: try callback.number("talkFactor"))
        }
        if let outbound = try reader.optionalMapping("outbound") {
            type.outbound = try self.outbound(outbound)
            if reader.has("arrivals") {
                throw ScenarioError.noEffect(
                    location: reader.location(of: "outbound"), key: reader.path(of: "outbound"),
                    why: "the type has arrivals; give outbound contacts a type of their own")
            }
        }
    }

    private func predictor(_ reader: MappingReader) throws -> WaitPredictor {
        guard let predictor = WaitPredictor(rawValue: try reader.text("predictor")) else {
            preconditionFailure("the language lists the predictors")
        }
        return predictor
    }

    private func prioritySteps(_ reader: MappingReader) throws -> [PriorityStep] {
        let waits = try reader.numbers("waits")
        let priorities = try reader.numbers("priorities")
        guard waits.count == priorities.count else {
            throw ScenarioError.invalid(
                location: reader.location(of: "priorities"),
                what: "\(reader.place) has \(waits.count) waits, but \(priorities.count) priorities"
            )
        }
        guard zip(waits, waits.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw ScenarioError.invalid(
                location: reader.location(of: "waits"),
                what: "\(reader.path(of: "waits")) should ascend")
        }
        guard zip(priorities, priorities.dropFirst()).allSatisfy({ $0 < $1 }),
            priorities.allSatisfy({ $0 == $0.rounded() })
        else {
            throw ScenarioError.invalid(
                location: reader.location(of: "priorities"),
                what: "\(reader.path(of: "priorities")) should be whole numbers that ascend")
        }
        return zip(waits, priorities).map {
            PriorityStep(afterSeconds: $0, priority: Int8($1))
        }
    }

    /// The callers who come back.
    mutating func decodeReturns(
        _ redial: MappingReader, _ type: inout ContactTypeConfiguration
    ) throws {
        type.returns = Returns(
            afterAbandon: try again(redial, "afterAbandon", of: type.name),
            afterBlocked: try again(redial, "afterBlocked", of: type.name),
            afterService: try again(redial, "afterService", of: type.name),
            afterUnresolved: try again(redial, "afterUnresolved", of: type.name),
            afterHangup: try again(redial, "afterHangup", of: type.name),
            afterCutOff: try again(redial, "afterCutOff", of: type.name),
            keepsDraws: try redial.flag("keepsDraws"),
            patiencePerAttempt: try redial.number("patiencePerAttempt"))
        for key in ["afterUnresolved", "afterHangup", "afterCutOff"]
        where redial.has(key) && type.firstServedBy == nil {
            throw ScenarioError.noEffect(
                location: redial.location(of: key), key: redial.path(of: key),
                why: "no voice agent serves this contact type first (firstServedBy)")
        }
    }

    private mutating func again(
        _ redial: MappingReader, _ key: String, of typeName: String
    ) throws -> Redial? {
        guard let reader = try redial.optionalMapping(key) else { return nil }
        var behaviour = Redial(
            probability: try reader.number("probability"), delay: try law(reader, "delay"),
            limit: try reader.optionalInteger("limit"))
        if key == "afterBlocked", behaviour.limit == nil, behaviour.delay.mean == 0 {
            throw ScenarioError.invalid(
                location: reader.location(of: "delay"),
                what:
                    "\(reader.path(of: "delay")) of no time needs a limit: a caller who is refused "
                    + "would try again for ever at one instant")
        }
        if let name = try reader.optionalText("becomes") {
            behaviour.becomes = try contactTypeID(name, reader, "becomes")
            if name == typeName { throw reader.noEffect("becomes", "it is the same contact type") }
        }
        // A refused caller ends the rounds by getting in; the others may never end.
        if behaviour.probability == 1, behaviour.limit == nil, key != "afterBlocked" {
            throw ScenarioError.invalid(
                location: reader.location(of: "probability"),
                what: "\(reader.path(of: "probability")) of 1 needs a limit, "
                    + "or the run may never end")
        }
        return behaviour
    }

    /// The number of a contact type that a key names.
    func contactTypeID(
        _ name: String, _ reader: MappingReader, _ key: String
    ) throws -> ContactTypeID {
        ContactTypeID(
            UInt16(
                try number(
                    of: name, in: typeNames, what: "contact type",
                    location: reader.location(of: key), key: reader.path(of: key))))
    }

    private mutating func outbound(_ reader: MappingReader) throws -> Outbound {
        let starts = try clocks(reader, "from")
        let ends = try clocks(reader, "to")
        guard !starts.isEmpty, starts.count == ends.count,
            zip(starts, ends).allSatisfy({ $0 < $1 }),
            zip(ends, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else {
            throw ScenarioError.invalid(
                location: reader.location(of: "to"),
                what: "\(reader.place) needs as many times in `to` as in `from`, each after its "
                    + "beginning and before the next one")
        }
        try checkOutboundKeys(reader)
        let numbers = try reader.number("numbers")
        let rule: DialingRule
        switch try reader.text("rule") {
        case "one": rule = .one
        case "fixed":
            guard numbers == numbers.rounded() else {
                throw ScenarioError.invalid(
                    location: reader.location(of: "numbers"),
                    what: "\(reader.path(of: "numbers")) of rule fixed should be a whole number")
            }
            rule = .fixed(Int(numbers))
        case "perIdleAgent": rule = .perIdleAgent(numbers)
        default: rule = .predictive(lost: try reader.number("lost"))
        }
        let windows = grid.dayStarts.flatMap { day in
            zip(starts, ends).map { Outbound.Window(start: day + $0, end: day + $1) }
        }
        guard windows.contains(where: { $0.start < grid.horizonSeconds }) else {
            throw reader.invalid("from", "is after the end of the run, so nobody is called")
        }
        return Outbound(
            windows: windows, reached: try reader.number("reached"), rule: rule,
            leastIdle: try reader.integer("leastIdle"),
            leastIdleAble: try reader.integer("leastIdleAble"),
            retrySeconds: try reader.number("retry"),
            rightParty: try reader.number("rightParty"),
            wrongPartyTalk: try optionalLaw(reader, "wrongPartyTalk") ?? .deterministic(0))
    }

    /// Keys that the rule of a dialer does not look at, or that need another one.
    private func checkOutboundKeys(_ reader: MappingReader) throws {
        let rule = try reader.text("rule")
        if reader.has("numbers"), rule == "one" || rule == "predictive" {
            throw reader.noEffect("numbers", "rule \(rule) does not look at it")
        }
        if reader.has("lost"), rule != "predictive" {
            throw reader.noEffect("lost", "only rule predictive looks at it")
        }
        let allRight = try reader.number("rightParty") == 1
        if reader.has("wrongPartyTalk"), allRight {
            throw reader.noEffect(
                "wrongPartyTalk", "everyone reached is the right party (rightParty)")
        }
        if !reader.has("wrongPartyTalk"), !allRight {
            throw ScenarioError.invalid(
                location: reader.location(of: "rightParty"),
                what: "\(reader.place) needs wrongPartyTalk beside rightParty")
        }
    }

    /// Times of the day at a key, in seconds from midnight.
    private func clocks(_ reader: MappingReader, _ key: String) throws -> [Double] {
        try (reader.optionalItems(key) ?? []).map { item in
            guard let seconds = Self.seconds(ofClock: item.node.scalar ?? "") else {
                throw ModelReadingError.badValue(
                    location: item.node.location, key: item.path,
                    text: item.node.scalar ?? item.node.shape,
                    problem: "is no time such as 07:00, at most 24:00")
            }
            return seconds
        }
    }
}
