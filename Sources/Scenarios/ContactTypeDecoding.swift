import ContactCenter
import Distributions
import ModelReading
import TwinPrimitives

extension ScenarioDecoder {
    mutating func contactType(_ reader: MappingReader) throws -> ContactTypeConfiguration {
        var type = ContactTypeConfiguration(
            name: try reader.text("name"), arrivals: .trace([]),
            priority: Int8(clamping: try reader.integer("priority")),
            headStartSeconds: try reader.number("headStart"))
        type.arrivals = try arrivals(reader.mapping("arrivals"), contactType: type.name)
        if let menu = try reader.optionalMapping("menu") {
            type.menu = Menu(
                duration: try law(menu, "duration"), hangup: try menu.number("hangup"))
        }
        if let patience = try reader.optionalMapping("patience") {
            type.patience = try LawDecoder.law(patience, &files)
            type.balk = try patience.number("balk")
        }
        if let pool = try reader.optionalText("firstServedBy") {
            type.firstServedBy = VoicePoolID(
                UInt16(
                    try number(
                        of: pool, in: poolNames, what: "voice-agent pool",
                        location: reader.location(of: "firstServedBy"),
                        key: reader.path(of: "firstServedBy"))))
        }
        if let redial = try reader.optionalMapping("redial") {
            type.redialAfterAbandon = try again(redial, "afterAbandon")
            type.redialAfterUnresolved = try again(redial, "afterUnresolved")
            try checkRedial(redial, type)
        }
        return type
    }

    private mutating func again(_ redial: MappingReader, _ key: String) throws -> Redial? {
        guard let reader = try redial.optionalMapping(key) else { return nil }
        let behaviour = Redial(
            probability: try reader.number("probability"), delay: try law(reader, "delay"),
            limit: try reader.optionalInteger("limit"))
        if behaviour.probability == 1, behaviour.limit == nil {
            throw ScenarioError.invalid(
                location: reader.location(of: "probability"),
                what: "\(reader.path(of: "probability")) of 1 needs a limit, "
                    + "or the run may never end")
        }
        return behaviour
    }

    private func checkRedial(
        _ redial: MappingReader, _ type: ContactTypeConfiguration
    ) throws {
        if redial.has("afterUnresolved"), type.firstServedBy == nil {
            throw ScenarioError.noEffect(
                location: redial.location(of: "afterUnresolved"),
                key: redial.path(of: "afterUnresolved"),
                why: "no voice agent serves this contact type first (firstServedBy)")
        }
        if redial.has("afterAbandon"), type.patience == .never, type.balk == 0 {
            throw ScenarioError.noEffect(
                location: redial.location(of: "afterAbandon"),
                key: redial.path(of: "afterAbandon"),
                why: "patience never ends, so nobody abandons")
        }
    }
}
