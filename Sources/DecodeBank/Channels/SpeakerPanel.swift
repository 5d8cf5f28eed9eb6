import Conversations
import Foundation
public import TwinPrimitives

/// The voices of callers with their classes and shares, as banks and fitted channels keep them.
///
/// A machine without voices learns from it who speaks.
public struct SpeakerPanel: Hashable, Sendable, Codable {
    /// One way in which a voice speaks.
    public struct Variant: Hashable, Sendable, Codable {
        /// Speed relative to the voice's own.
        public var rate: Double
        /// Pitch relative to the voice's own.
        public var pitch: Double

        /// Stores a variant.
        public init(rate: Double, pitch: Double) {
            self.rate = rate
            self.pitch = pitch
        }
    }

    /// A voice with its callers.
    public struct Member: Hashable, Sendable, Codable {
        /// The engine, such as flite.
        public var engine: String
        /// Name within the engine.
        public var name: String
        /// Class of voices that error channels are fitted for.
        public var voiceClass: String
        /// Share of the callers, > 0; the shares of a panel need not add up to 1.
        public var share: Double
        /// Ways of speaking, each for the same part of the share; at least one.
        public var variants: [Variant]

        /// Stores a voice.
        public init(
            engine: String, name: String, voiceClass: String, share: Double, variants: [Variant]
        ) {
            self.engine = engine
            self.name = name
            self.voiceClass = voiceClass
            self.share = share
            self.variants = variants
        }
    }

    /// The voices; at least one.
    public var members: [Member]

    /// Stores voices; at least one.
    public init(_ members: [Member]) {
        precondition(!members.isEmpty, "somebody must speak")
        self.members = members
    }

    /// Name of the panel among the facts of a bank or of a file of channels.
    public static let fact = "panel"

    /// The panel in one line of JSON; the same panel gives the same bytes.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Members are finite numbers and texts.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Reads the form that `text` writes; nil for any other, and for shares and variants that no
    /// caller can be drawn by.
    public init?(text: String) {
        guard let panel = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)),
            !panel.members.isEmpty,
            panel.members.allSatisfy({ $0.share > 0 && !$0.variants.isEmpty })
        else { return nil }
        self = panel
    }

    /// The panel over a line of one condition.
    public func over(_ condition: String) -> PanelSpeakers {
        PanelSpeakers(panel: self, condition: condition)
    }
}

/// The callers' voices over a line of one condition.
public struct PanelSpeakers: SpeakerSource {
    /// All voices with all variants.
    public let speakers: [Speaker]
    private let shares: [Double]
    private let variants: [Int]
    /// Place of each voice's first variant.
    private let starts: [Int]

    init(panel: SpeakerPanel, condition: String) {
        speakers = panel.members.flatMap { member in
            member.variants.map { variant in
                Speaker(
                    voice: SpeakingVoice(
                        engine: member.engine, name: member.name, rate: variant.rate,
                        pitch: variant.pitch),
                    voiceClass: member.voiceClass, condition: condition)
            }
        }
        shares = panel.members.map(\.share)
        variants = panel.members.map(\.variants.count)
        var next = 0
        starts = variants.map { count in
            defer { next += count }
            return next
        }
    }

    /// The voice that the caller keeps over all attempts.
    public func speakerIndex(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> Int {
        let place = VoiceDraw.place(
            of: caller, shares: shares, variants: variants, streams: streams)
        return starts[place.voice] + place.variant
    }
}
