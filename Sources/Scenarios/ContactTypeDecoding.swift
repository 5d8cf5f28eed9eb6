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
        if let arrivals = try reader.optionalMapping("arrivals") {
            type.arrivals = try self.arrivals(arrivals, contactType: type.name)
        }
        type.channel = Channel(rawValue: try reader.text("channel")) ?? .call
        if type.channel == .email, reader.has("patience") {
            throw ScenarioError.noEffect(
                location: reader.location(of: "patience"), key: reader.path(of: "patience"),
                why: "the channel is email: nobody hangs up")
        }
        try decodeQueueRules(reader, &type)
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
            try decodeReturns(redial, &type)
        }
        return type
    }
}
