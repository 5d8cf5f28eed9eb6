import DecodeBank
import DialogueEngine
import TwinPrimitives
import VoiceChannel

/// The panel of callers' voices over a line of one condition.
struct BankSpeakers: SpeakerSource {
    let speakers: [Speaker]
    private let panel: VoicePanel
    private let places: [Voice: Int]

    init(panel: VoicePanel, condition: String) {
        self.panel = panel
        var places: [Voice: Int] = [:]
        var speakers: [Speaker] = []
        for voice in panel.voices where places[voice] == nil {
            places[voice] = speakers.count
            speakers.append(
                Speaker(
                    voice: SpeakingVoice(
                        engine: voice.engine.rawValue, name: voice.name, rate: voice.rate,
                        pitch: voice.pitch),
                    voiceClass: Self.voiceClass(of: voice.engine), condition: condition))
        }
        self.speakers = speakers
        self.places = places
    }

    func speakerIndex(
        of caller: CallerKey, attempt: UInt16, streams: RandomStreams
    ) -> Int {
        places[panel.voice(of: caller, streams: streams)] ?? 0
    }

    /// Voices that recognisers hear about equally well.
    static func voiceClass(of engine: Voice.Engine) -> String {
        switch engine {
        case .flite: "clear"
        case .espeak: "accented"
        default: "natural"
        }
    }
}

/// The dialogue states of a model by name, as recognisers and banks have them.
struct BankStates: Sendable {
    private let questions: [String: Question]

    init(model: DialogueModel) {
        var questions: [String: Question] = [StateLanguage.wish: .wish]
        for place in model.slots.indices {
            let slot = SlotID(UInt16(place))
            for question in [Question.slot(slot), .confirmValue(slot)] {
                questions[StateLanguage.state(for: question, in: model)] = question
            }
        }
        questions[StateLanguage.yesNo] = .offerHelp
        self.questions = questions
    }

    /// Where the dialogue stands in a state.
    func situation(_ state: String) -> MeaningLabeller.Situation {
        MeaningLabeller.Situation(question: questions[state])
    }
}
