import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    mutating func agentGroup(_ reader: MappingReader) throws -> AgentGroupConfiguration {
        var presence: Presence?
        if let present = try reader.optionalMapping("present") {
            presence = Presence(
                mean: try present.number("mean"), dayCV: try present.number("dayCV"))
        }
        let shifts = try self.shifts(reader)
        let pace = try optionalLaw(reader, "pace")
        if let pace, pace.mean == 0 { throw reader.invalid("pace", "should not be 0 for all") }
        return AgentGroupConfiguration(
            name: try reader.text("name"), staffing: try staffing(reader, shifts),
            shifts: shifts, presence: presence, skills: try skills(reader),
            costPerHour: try reader.number("cost"), pace: pace,
            weight: try reader.number("weight"), idleShare: try reader.number("idleShare"),
            region: try reader.optionalText("region"))
    }

    private func staffing(_ reader: MappingReader, _ shifts: [Shift]?) throws -> Staffing {
        guard ["size", "staffed", "shifts"].count(where: { reader.has($0) }) == 1 else {
            throw ScenarioError.invalid(
                location: reader.node.location,
                what: "\(reader.place) needs either size, staffed or shifts")
        }
        if let shifts { return Staffing(planOf: shifts) }
        if let size = try reader.optionalNumber("size") {
            guard reader.has("present") else { return Staffing(breaks: [0], counts: [size]) }
            let starts = grid.dayStarts
            return Staffing(breaks: starts, counts: starts.map { _ in size })
        }
        let profile = try grid.profile(
            reader.mapping("staffed"), list: "counts", byWeekday: "countsByWeekday")
        let (breaks, counts) = grid.lay(
            profile.days, interval: profile.interval, stay: grid.staffStays)
        return Staffing(breaks: breaks, counts: counts)
    }

    /// The readers of an agent group and of its skills.
    func readers(_ reader: MappingReader) throws -> GroupReaders {
        guard case .map(_, .mapping(let table))? = reader.table["skills"]?.kind else {
            preconditionFailure("skills are mappings by contact type")
        }
        let path = reader.path(of: "skills")
        return GroupReaders(
            group: reader,
            skills: try reader.entries("skills").map { entry in
                let type = try number(
                    of: entry.key, in: typeNames, what: "contact type", location: entry.location,
                    key: path)
                return (
                    type, try MappingReader(entry.value, table, path: "\(path).\(entry.key)")
                )
            })
    }

    private mutating func skills(_ reader: MappingReader) throws -> [Skill?] {
        var skills: [Skill?] = typeNames.map { _ in nil }
        for (type, skill) in try readers(reader).skills { skills[type] = try self.skill(skill) }
        guard skills.contains(where: { $0 != nil }) else {
            throw ScenarioError.invalid(
                location: reader.location(of: "skills"),
                what: "\(reader.place) can serve nothing; known contact types: "
                    + typeNames.joined(separator: ", "))
        }
        return skills
    }

    private mutating func skill(_ reader: MappingReader) throws -> Skill {
        var skill = Skill(
            talk: try law(reader, "talk"), afterContact: try optionalLaw(reader, "afterContact"),
            level: try reader.integer("level"), rank: try reader.integer("rank"),
            afterSeconds: try reader.number("after"),
            whenWaiting: try reader.integer("whenWaiting"),
            reserve: try reader.integer("reserve"), weight: try reader.number("weight"))
        if let hold = try reader.optionalMapping("hold") {
            skill.hold = Hold(
                probability: try hold.number("probability"), duration: try law(hold, "duration"))
        }
        if let transfer = try reader.optionalMapping("transfer") {
            skill.transfer = Transfer(
                probability: try transfer.number("probability"),
                to: try contactTypeID(transfer.text("to"), transfer, "to"),
                served: try transfer.number("served"), delay: try optionalLaw(transfer, "delay"),
                stays: try transfer.number("stays"),
                conference: try optionalLaw(transfer, "conference"),
                briefing: try optionalLaw(transfer, "briefing"))
        }
        return skill
    }
}
