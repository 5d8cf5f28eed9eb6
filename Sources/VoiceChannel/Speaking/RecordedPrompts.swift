import Foundation
import TelephoneAudio
import VoiceLibraries

/// Words of a person, recorded one by one for a telephone system and put together: digits, numbers,
/// letters, dates.
///
/// A person's sounds, though not a person's way of saying a string of digits: between words the melody
/// breaks. A voice is a folder laid out as the Asterisk telephone system's sounds are.
public struct RecordedPrompts: Sendable {
    /// Silence between words, in seconds.
    private static let gapSeconds = 0.06
    /// The package of the English voice en_US_f_Allison.
    private static let package = "asterisk-core-sounds-en-wav"

    private let folder: String

    /// Names where voices are.
    ///
    /// - Parameter folder: Folder of the voices' folders.
    public init(folder: String = "/usr/share/asterisk/sounds") { self.folder = folder }

    /// Names of the voices that are there, in alphabetical order.
    public var voices: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)/digits/0.wav")
        }.sorted()
    }

    /// Speaks words.
    ///
    /// - Parameters:
    ///   - words: Words; case and punctuation play no part. A number in figures is read figure by
    ///     figure.
    ///   - voice: Name of the voice's folder.
    /// - Returns: Sound at the recordings' rate with the ends of the words.
    /// - Throws: `VoiceLibraryError` where the voice is missing or a word is not recorded;
    ///   `AudioFileError` where a recording is no sound.
    public func speak(_ words: [String], voice: String) throws -> RenderedSpeech {
        guard !words.isEmpty else {
            throw VoiceLibraryError.refused(library: voice, reason: "no word can be spoken")
        }
        var samples: [Float] = []
        var sampleRate: Int?
        var wordEnds: [Double] = []
        for word in words {
            guard let names = Self.recordings(of: word) else {
                throw VoiceLibraryError.refused(
                    library: voice, reason: "'\(word)' is not among the recorded words")
            }
            for name in names {
                let clip = try read("\(folder)/\(voice)/\(name).wav")
                guard sampleRate ?? clip.sampleRate == clip.sampleRate else {
                    throw VoiceLibraryError.refused(
                        library: voice, reason: "\(name).wav has another rate than the others")
                }
                sampleRate = clip.sampleRate
                if !samples.isEmpty {
                    let gap = Int(Self.gapSeconds * Double(clip.sampleRate))
                    samples += [Float](repeating: 0, count: gap)
                }
                samples += clip.samples[WordTimes.audiblePart(of: clip.samples)]
            }
            wordEnds.append(Double(samples.count) / Double(sampleRate ?? 1))
        }
        return RenderedSpeech(
            clip: AudioClip(samples: samples, sampleRate: sampleRate ?? 8000), wordEnds: wordEnds)
    }

    private func read(_ path: String) throws -> AudioClip {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw VoiceLibraryError.missingFile(path: path, package: Self.package)
        }
        return try WaveFile.read(Array(data), path: path)
    }

    /// Names of the recordings of a word, without their ending; nil when there are none.
    package static func recordings(of word: String) -> [String]? {
        let plain = word.lowercased().filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        guard !plain.isEmpty else { return nil }
        if plain.allSatisfy(\.isNumber) { return plain.map { "digits/\($0)" } }
        if let name = single[plain] { return ["digits/\(name)"] }
        if let place = months.firstIndex(of: plain) { return ["digits/mon-\(place)"] }
        if let place = days.firstIndex(of: plain) { return ["digits/day-\(place)"] }
        if plain.count == 1 { return ["letters/\(plain)"] }
        let parts = plain.split(separator: "-").map { single[String($0)] }
        guard parts.count == 2, let tens = parts[0], let ones = parts[1] else { return nil }
        return ["digits/\(tens)", "digits/\(ones)"]
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let days = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]
    private static let cardinals = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty",
    ]
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ]
    /// Words with a recording of their own, by the recording's name.
    private static let single: [String: String] = {
        var names = [
            "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70",
            "eighty": "80", "ninety": "90", "hundred": "hundred", "thousand": "thousand",
            "million": "million", "thirtieth": "h-30", "oh": "oh", "dollars": "dollars",
            "today": "today", "tomorrow": "tomorrow", "yesterday": "yesterday", "minus": "minus",
        ]
        for (number, word) in cardinals.enumerated() { names[word] = "\(number)" }
        for (place, word) in ordinals.enumerated() { names[word] = "h-\(place + 1)" }
        return names
    }()
}
