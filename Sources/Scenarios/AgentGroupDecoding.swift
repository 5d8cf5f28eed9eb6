import ContactCenter
import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    mutating func agentGroup(_ reader: MappingReader) throws -> AgentGroupConfiguration {
        var presence: Presence?
        if let present = try reader.optionalMapping("present") {
            presence = Presence(
                mean: try present.number("mean"), dayCV: try present.number("dayCV"))
        }
        return AgentGroupConfiguration(
            name: try reader.text("name"), staffing: try staffing(reader), presence: presence,
            skills: try skills(reader), costPerHour: try reader.number("cost"))
    }

    private func staffing(_ reader: MappingReader) throws -> Staffing {
        guard reader.has("size") != reader.has("staffed") else {
            throw ScenarioError.invalid(
                location: reader.node.location,
                what: "\(reader.place) needs either size or staffed")
        }
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

    private mutating func skills(_ reader: MappingReader) throws -> [Skill?] {
        var skills: [Skill?] = typeNames.map { _ in nil }
        guard case .map(_, .mapping(let table))? = reader.table["skills"]?.kind else {
            preconditionFailure("skills are mappings by contact type")
        }
        for entry in try reader.entries("skills") {
            let path = reader.path(of: "skills")
            let type = try number(
                of: entry.key, in: typeNames, what: "contact type", location: entry.location,
                key: path)
            let skill = try MappingReader(entry.value, table, path: "\(path).\(entry.key)")
            skills[type] = Skill(
                talk: try law(skill, "talk"), afterContact: try optionalLaw(skill, "afterContact"),
                level: try skill.integer("level"))
        }
        guard skills.contains(where: { $0 != nil }) else {
            throw ScenarioError.invalid(
                location: reader.location(of: "skills"),
                what: "\(reader.place) can serve nothing; known contact types: "
                    + typeNames.joined(separator: ", "))
        }
        return skills
    }
}
