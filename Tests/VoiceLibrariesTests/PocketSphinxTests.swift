import Foundation
import Testing
import TwinPrimitives
import VoiceLibraries

@Suite("pocketsphinx by its C interface")
struct PocketSphinxTests {
    /// Digits as a unigram model, with pronunciations written here.
    private struct Digits {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "pocketsphinx-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
        var dictionary: String { folder.appending(path: "digits.dict").path }
        var language: String { folder.appending(path: "digits.lm").path }

        init() throws {
            let sounds = [
                "one W AH N", "two T UW", "three TH R IY", "four F AO R", "five F AY V",
                "six S IH K S", "seven S EH V AH N", "eight EY T", "nine N AY N", "zero Z IH R OW",
            ]
            let words = sounds.map { $0.split(separator: " ")[0] }
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try (sounds.joined(separator: "\n") + "\n").write(
                toFile: dictionary, atomically: true, encoding: .utf8)
            let model =
                ["\\data\\", "ngram 1=12", "", "\\1-grams:", "-99 <s>", "-1.0414 </s>"]
                + words.map { "-1.0414 \($0)" } + ["", "\\end\\", ""]
            try model.joined(separator: "\n").write(
                toFile: language, atomically: true, encoding: .utf8)
        }
    }

    private func decoder(_ digits: Digits) throws -> PocketSphinx {
        let decoder = try PocketSphinx(options: [
            ("-hmm", PocketSphinx.defaultModelFolder + "/en-us"), ("-dict", digits.dictionary),
            ("-samprate", "16000"), ("-cmn", "batch"), ("-remove_silence", "no"),
            ("-logfn", "/dev/null"),
        ])
        try decoder.addLanguage("digits", path: digits.language)
        return decoder
    }

    /// Sound that a recogniser takes for something: sums of harmonics with moving amplitudes.
    private func sound(_ number: Int) -> [Int16] {
        (0..<16_000).map { place in
            let time = Double(place) / 16_000
            var sum = 0.0
            for harmonic in 1...12 {
                let hertz = Double((110 + 13 * number) * harmonic)
                let strength = PortableMath.sineAndCosine(
                    turns: time * Double(harmonic + number) * 0.7
                ).sine
                sum += strength * PortableMath.sineAndCosine(turns: hertz * time).sine
            }
            return Int16(sum * 800)
        }
    }

    private struct Heard: Equatable {
        var text: String?
        var segments: [PocketSphinxSegment]
        var readings: [String]
        var scores: [Int]
    }

    private func hear(_ decoder: PocketSphinx, _ number: Int) throws -> Heard {
        try decoder.expect("digits")
        try decoder.begin()
        try decoder.hear(sound(number), isWhole: true)
        try decoder.end()
        let readings = decoder.readings(limit: 8)
        return Heard(
            text: decoder.hypothesis, segments: decoder.segments(),
            readings: readings.map(\.text), scores: readings.map(\.score))
    }

    @Test(
        "the same sound gives the same words, scores and segments in any order",
        .enabled(if: PocketSphinx.isInstalled))
    func anyOrder() throws {
        let digits = try Digits()
        defer { try? FileManager.default.removeItem(at: digits.folder) }
        let forth = try decoder(digits)
        let back = try decoder(digits)
        let first = try (0..<6).map { try hear(forth, $0) }
        let second = try (0..<6).reversed().map { try hear(back, $0) }
        #expect(first == second.reversed())
        #expect(first.contains { !$0.segments.isEmpty })
        #expect(first.allSatisfy { $0.segments.allSatisfy { (0...1).contains($0.posterior) } })
    }

    @Test(
        "what is forgotten is gone, and neither that nor a language loaded anew changes a reading",
        .enabled(if: PocketSphinx.isInstalled))
    func forgotten() throws {
        let digits = try Digits()
        defer { try? FileManager.default.removeItem(at: digits.folder) }
        let plain = try decoder(digits)
        let forgetful = try decoder(digits)
        for number in 0..<6 {
            #expect(try hear(forgetful, number) == hear(plain, number))
            try forgetful.forget()
            #expect(forgetful.segments().isEmpty && forgetful.readings(limit: 8).isEmpty)
            if number % 2 == 1 { try forgetful.addLanguage("digits", path: digits.language) }
        }
    }

    @Test(
        "live decoding with an assumed mean does not depend on what was heard before",
        .enabled(if: PocketSphinx.isInstalled))
    func liveMean() throws {
        let digits = try Digits()
        defer { try? FileManager.default.removeItem(at: digits.folder) }
        let mean: [Float] = [41, -5.3, 0, 5.1, 2.5, -4, -1.4, -1.8, -5, -2, -6.5, -1.4, 1.2]
        func live(_ decoder: PocketSphinx, _ number: Int) throws -> [PocketSphinxSegment] {
            try decoder.expect("digits")
            try decoder.assumeMean(mean)
            try decoder.begin()
            let sound = sound(number)
            for start in stride(from: 0, to: sound.count, by: 320) {
                try decoder.hear(Array(sound[start..<start + 320]), isWhole: false)
            }
            try decoder.end()
            return decoder.segments()
        }
        let fresh = try (0..<4).map { try live(decoder(digits), $0) }
        let used = try decoder(digits)
        #expect(try (0..<4).map { try live(used, $0) } == fresh)
        #expect(fresh.contains { !$0.isEmpty })
    }

    @Test(
        "what is refused is said", .enabled(if: PocketSphinx.isInstalled))
    func refusals() throws {
        let digits = try Digits()
        defer { try? FileManager.default.removeItem(at: digits.folder) }
        let decoder = try decoder(digits)
        #expect(
            throws: VoiceLibraryError.refused(
                library: "pocketsphinx", reason: "no language named dates")
        ) { try decoder.expect("dates") }
        #expect(
            throws: VoiceLibraryError.refused(
                library: "pocketsphinx", reason: "160 samples outside an utterance")
        ) { try decoder.hear(Array(repeating: 0, count: 160), isWhole: true) }
        #expect(
            throws: VoiceLibraryError.refused(
                library: "pocketsphinx", reason: "language model /nowhere.lm")
        ) { try decoder.addLanguage("other", path: "/nowhere.lm") }
    }
}
