import DialogueEngine
import Foundation
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceLibraries

@Suite("Moonshine as a recogniser", .serialized)
struct MoonshineRecognizerTests {
    private static let folder = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        .moonshine
    private static let isReady =
        (try? Moonshine(folder: folder)) != nil
        && (try? LibrarySynthesizer(piper: PiperProcess(folder: "")).speak(
            "yes", voice: VoicePanel.agent)) != nil

    private static func sound(_ text: String, voice: String = "rms") throws -> [Float] {
        try UtteranceSound(
            text, voice: Voice(engine: .flite, name: voice),
            by: LibrarySynthesizer(piper: PiperProcess(folder: "")), beforeSeconds: 0.3,
            afterSeconds: 0.3
        ).clip.samples
    }

    @Test(
        "it hears any words, spells numbers, spreads their times, and gives no posterior",
        .enabled(if: isReady, "Moonshine or flite is not here; get it: make voice-models"))
    func words() throws {
        let recognizer = MoonshineRecognizer(moonshine: try Moonshine(folder: Self.folder))
        let said = "the weather was cold and the train came late"
        let sound = try Self.sound(said)
        let heard = try recognizer.hear(whole: sound, state: "wish")
        let text = try #require(heard.hypotheses.first?.text)
        #expect(heard.hypotheses.count == 1)
        #expect(WordErrors(said: said, heard: text).errors <= 3, "\(text)")
        #expect(text == text.lowercased() && !text.contains { $0.isPunctuation && $0 != "'" })
        #expect(heard.words.map(\.text) == text.split(separator: " ").map(String.init))
        #expect(heard.words.allSatisfy { $0.posterior == nil })
        let seconds = Double(sound.count) / 8000
        let step = seconds / Double(heard.words.count)
        for (place, word) in heard.words.enumerated() {
            #expect(abs(word.startSeconds - step * Double(place)) < 1e-9)
        }
        #expect(abs((heard.words.last?.endSeconds ?? 0) - seconds) < 1e-9)
        // Nine words in three seconds are the pace of people.
        #expect(heard.hypotheses.first?.confidence.value == 0.5)
    }

    @Test(
        "what was heard before, by this or another recogniser, plays no part",
        .enabled(if: isReady, "Moonshine or flite is not here; get it: make voice-models"))
    func independent() throws {
        let texts = [
            "five five one two", "i lost my card", "yes", "the third of march", "speak to somebody",
            "no that is wrong",
        ]
        let sounds = try texts.map { try Self.sound($0, voice: "slt") }
        func readings(_ order: [Int]) throws -> [Recognition] {
            let recognizer = MoonshineRecognizer(moonshine: try Moonshine(folder: Self.folder))
            var found = [Recognition](repeating: Recognition(hypotheses: []), count: texts.count)
            for place in order {
                found[place] = try recognizer.hear(whole: sounds[place], state: "wish")
            }
            return found
        }
        let first = try readings(Array(texts.indices))
        #expect(first.allSatisfy { !$0.hypotheses.isEmpty })
        #expect(try readings(texts.indices.reversed()) == first)
        #expect(try readings([3, 0, 5, 0, 2, 4, 1, 3]) == first)
    }

    @Test(
        "words so far come after half a second and when the sound is twice as long, if wanted",
        .enabled(if: isReady, "Moonshine or flite is not here; get it: make voice-models"))
    func partials() throws {
        let sound = try Self.sound("the weather was cold and the train came late")
        let recognizer = MoonshineRecognizer(
            moonshine: try Moonshine(folder: Self.folder), partialSeconds: 0.5)
        recognizer.begin(state: "")
        var changes: [Int] = []
        var last = ""
        for first in stride(from: 0, to: sound.count, by: 160) {
            let next = min(first + 160, sound.count)
            let text = try recognizer.hear(sound[first..<next], wantsPartial: true)
            if text != last { changes.append(next) }
            last = text
        }
        #expect(!last.isEmpty)
        // Readings are at 0.5, 1, 2 s and so on alone.
        #expect(changes.allSatisfy { [4000, 8000, 16_000, 32_000].contains($0) }, "\(changes)")
        recognizer.begin(state: "")
        #expect(try recognizer.hear(sound[...], wantsPartial: false).isEmpty)
    }

    @Test(
        "of an utterance that is cut off in speech the end is read too",
        .enabled(if: isReady, "Moonshine or flite is not here; get it: make voice-models"))
    func cutOff() throws {
        let speech = try Self.sound("i want to talk to somebody about my card").dropLast(4000)
        let recognizer = MoonshineRecognizer(moonshine: try Moonshine(folder: Self.folder))
        func reading(_ sound: [Float], inSpeech: Bool) throws -> String? {
            recognizer.begin(state: "")
            _ = try recognizer.hear(sound[...], wantsPartial: false)
            return try recognizer.finish(inSpeech: inSpeech).hypotheses.first?.text
        }
        let whole = try reading(Array(speech), inSpeech: true)
        // The 0.2 s that are left out are then the silence alone.
        #expect(try reading(speech + [Float](repeating: 0, count: 1600), inSpeech: false) == whole)
        #expect(try reading(Array(speech), inSpeech: false) != whole)
    }

    @Test(
        "nothing heard is no reading",
        .enabled(if: isReady, "Moonshine or flite is not here; get it: make voice-models"))
    func nothing() throws {
        let recognizer = MoonshineRecognizer(moonshine: try Moonshine(folder: Self.folder))
        recognizer.begin(state: "")
        #expect(try recognizer.finish() == Recognition(hypotheses: []))
    }

    @Test("a folder without it says what to get")
    func missing() {
        #expect {
            try Moonshine(folder: "/nowhere")
        } throws: { error in
            guard case VoiceLibraryError.missingFile(let path, _) = error else { return false }
            return path.hasPrefix("/nowhere/")
        }
    }
}
