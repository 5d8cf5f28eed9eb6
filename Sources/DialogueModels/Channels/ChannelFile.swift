import Foundation
import ModelReading
public import TelephoneAudio
import TwinPrimitives

/// A file that describes a telephone line.
public struct ChannelFile: Sendable {
    /// Path as the user gave it.
    public let path: String
    /// What the line does.
    public let condition: LineCondition
    /// Path of the recordings that it needs; nil when it names none.
    public let recordingsPath: String?

    /// Codecs by their words in files.
    static let codecs: [(name: String, codec: LineCondition.Codec)] = [
        ("mulaw", .companded(.muLaw)), ("alaw", .companded(.aLaw)), ("gsm", .gsmFullRate),
    ]

    /// Reads a file.
    ///
    /// - Parameter path: Path of the YAML file.
    /// - Throws: What is wrong first, with its line.
    public init(path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(path: path)) }
    }

    /// Reads a line from text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - path: Path for messages and for the file of recordings.
    /// - Throws: As `init(path:)`.
    public init(text: String, path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(text: text, path: path)) }
    }

    private init(file: ModelFile) throws {
        let root = try MappingReader(
            root: file.root, ChannelLanguage.root, version: "channel",
            known: ChannelLanguage.version)
        path = file.path
        recordingsPath = try root.optionalText("recordings").map {
            ModelReference.path($0, beside: file.path)
        }
        condition = try ChannelDecoding(root: root).condition()
    }
}

/// Turns the mappings of a file into a condition.
private struct ChannelDecoding {
    let root: MappingReader

    func condition() throws -> LineCondition {
        var condition = LineCondition(name: try root.text("name"))
        try addMouthAndRoom(to: &condition)
        for item in try root.optionalItems("noises") ?? [] {
            guard case .list(.tagged(let tables)) = root.table["noises"]?.kind else { continue }
            condition.noises.append(try noise(MappingReader(item.node, tables, path: item.path)))
        }
        try addMicrophone(to: &condition)
        try addNetwork(to: &condition)
        do throws(LineError) {
            try condition.checkRanges()
        } catch {
            guard case .outOfRange(let setting, let value, let allowed) = error else { throw error }
            throw DialogueModelError.invalid(
                location: root.node.location,
                what: "\(setting) is \(value); allowed: \(allowed)")
        }
        return condition
    }

    private func addMouthAndRoom(to condition: inout LineCondition) throws {
        if let reader = try root.optionalMapping("muffling") {
            condition.muffling = .init(
                cornerHertz: try reader.number("corner"),
                episodesPerMinute: try reader.optionalNumber("rate").map { $0 * 60 },
                episodeSeconds: try reader.number("length"),
                rampSeconds: try reader.number("ramp"))
        }
        if let reader = try root.optionalMapping("reverberation") {
            condition.reverberation = .init(
                decaySeconds: try reader.number("decay"),
                directDecibels: try reader.number("direct"))
        }
        if let reader = try root.optionalMapping("echo") {
            condition.echo = .init(
                delaySeconds: try reader.number("delay"),
                lossDecibels: try reader.number("loss"))
        }
    }

    private func noise(_ reader: MappingReader) throws -> LineCondition.Noise {
        let source: LineCondition.Noise.Source =
            switch try reader.text("source") {
            case "white": .white
            case "pink": .pink
            case "hum": .hum(hertz: Int(try reader.number("mains")))
            case "babble": .babble(talkers: try reader.integer("talkers"))
            default: .sound(try reader.text("recording"))
            }
        let isRecording = if case .sound = source { true } else { false }
        return .init(
            source, ratioDecibels: try reader.number("ratio"),
            driftDecibels: try reader.number("drift"),
            isOfVoices: isRecording ? try reader.flag("voices") : false)
    }

    private func addMicrophone(to condition: inout LineCondition) throws {
        if let reader = try root.optionalMapping("bursts") {
            condition.bursts = .init(
                perMinute: try reader.number("rate") * 60,
                leastRatioDecibels: try reader.number("least"),
                greatestRatioDecibels: try reader.number("greatest"),
                sounds: try reader.optionalItems("recordings")?.compactMap(\.node.scalar) ?? [])
        }
        if let reader = try root.optionalMapping("clipping") {
            condition.clipping = .init(
                gain: try reader.number("gain"), limit: try reader.number("limit"))
        }
    }

    private func addNetwork(to condition: inout LineCondition) throws {
        if let reader = try root.optionalMapping("gainDrift") {
            condition.gainDrift = .init(
                decibels: try reader.number("deviation"),
                correlationSeconds: try reader.number("correlation"))
        }
        condition.isBandLimited = try root.text("band") == "telephone"
        if let items = try root.optionalItems("codecs") {
            condition.codecs = try items.map { item in
                let known = ChannelFile.codecs
                guard let found = known.first(where: { $0.name == item.node.scalar }) else {
                    throw ModelReadingError.unknownChoice(
                        location: item.node.location, key: item.path,
                        text: item.node.scalar ?? item.node.shape, known: known.map(\.name))
                }
                return found.codec
            }
        }
        if let reader = try root.optionalMapping("loss") {
            condition.loss = .init(
                share: try reader.number("share"), meanBurstFrames: try reader.number("burst"))
        }
        if let reader = try root.optionalMapping("jitter") {
            condition.jitter = .init(
                meanSeconds: try reader.number("mean"), bufferFrames: try reader.integer("buffer"))
        }
    }
}
