import Foundation
import Synchronization
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceLibraries

/// Speaks squares of 16-bit numbers made of the text, and counts how often it is asked.
private final class CountingSynthesizer: SpeechSynthesizer {
    let count = Mutex(0)

    func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        count.withLock { $0 += 1 }
        let pcm = text.utf8.enumerated().flatMap { place, byte in
            [Int16(byte) << 7, -Int16(byte), Int16.min, Int16.max, Int16(place)]
        }
        let words = text.split(separator: " ")
        return RenderedSpeech(
            clip: AudioClip(pcm: pcm, sampleRate: 16_000),
            wordEnds: words.indices.map { Double($0 + 1) / 3 })
    }
}

@Suite("the cache of renderings")
struct CachedSynthesizerTests {
    private let voice = Voice(engine: .flite, name: "slt")

    /// Runs a test in a folder of its own, which is removed.
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let manager = FileManager.default
        let place = try manager.url(
            for: .itemReplacementDirectory, in: .userDomainMask,
            appropriateFor: manager.temporaryDirectory, create: true)
        defer { try? manager.removeItem(at: place) }
        try await body(place.path)
    }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".speech") }.map { folder + "/" + $0 }
    }

    @Test("a second process finds the very samples of the first")
    func acrossProcesses() async throws {
        try await inFolder { folder in
            let engine = CountingSynthesizer()
            let fresh = try engine.speak("how much is it", voice: voice)
            for _ in 0..<3 {
                let cache = CachedSynthesizer(engine, folder: folder, memoryLimit: 0)
                #expect(try cache.speak("how much is it", voice: voice) == fresh)
            }
            #expect(engine.count.withLock { $0 } == 2)
            #expect(try files(in: folder).count == 1)
        }
    }

    @Test("a file cut at any byte, or with any byte changed, is rendered again and mended")
    func damage() async throws {
        try await inFolder { folder in
            let engine = CountingSynthesizer()
            let cache = CachedSynthesizer(engine, folder: folder, memoryLimit: 0)
            let fresh = try cache.speak("yes", voice: voice)
            let file = try #require(try files(in: folder).first)
            let url = URL(fileURLWithPath: file)
            let whole = try Data(contentsOf: url)
            var damaged = (0..<whole.count).map { whole.prefix($0) }
            damaged += whole.indices.map {
                var copy = whole
                copy[$0] ^= 0x10
                return copy
            }
            for bytes in damaged + [whole + [0]] {
                try bytes.write(to: url)
                let before = engine.count.withLock { $0 }
                #expect(try cache.speak("yes", voice: voice) == fresh)
                #expect(engine.count.withLock { $0 } == before + 1)
            }
            #expect(try Data(contentsOf: url) == whole)
        }
    }

    @Test("another text's file under this text's name is not taken")
    func exchanged() async throws {
        try await inFolder { folder in
            let cache = CachedSynthesizer(CountingSynthesizer(), folder: folder, memoryLimit: 0)
            let yes = try cache.speak("yes", voice: voice)
            let file = try #require(try files(in: folder).first)
            _ = try cache.speak("no", voice: voice)
            let other = try #require(try files(in: folder).first { $0 != file })
            try Data(contentsOf: URL(fileURLWithPath: other)).write(to: URL(fileURLWithPath: file))
            #expect(try cache.speak("yes", voice: voice) == yes)
        }
    }

    @Test("memory holds what was used last")
    func memory() throws {
        let engine = CountingSynthesizer()
        // The file of one word and 3 letters has 52 + 8 + 2 x 15 + 32 = 122 bytes: three fit.
        let cache = CachedSynthesizer(engine, folder: nil, memoryLimit: 3 * 122)
        func speak(_ text: String) throws -> Int {
            let fresh = try CountingSynthesizer().speak(text, voice: voice)
            #expect(try cache.speak(text, voice: voice) == fresh)
            return engine.count.withLock { $0 }
        }
        for text in ["one", "two", "six", "one"] { _ = try speak(text) }
        #expect(try speak("ten") == 4)
        // One went for one that came: that which was not used for longest.
        #expect(try speak("six") == 4)
        #expect(try speak("one") == 4)
        #expect(try speak("two") == 5)
        #expect(try speak("six") == 5)
    }

    @Test("a folder that cannot be written costs time only")
    func unwritable() throws {
        let cache = CachedSynthesizer(
            CountingSynthesizer(), folder: "/dev/null/renderings", memoryLimit: 0)
        let first = try cache.speak("yes", voice: voice)
        #expect(try cache.speak("yes", voice: voice) == first)
    }

    @Test("threads that share a cold cache get the same speech")
    func concurrently() async throws {
        try await share([CachedSynthesizer(CountingSynthesizer(), folder: nil)])
    }

    @Test("caches that share a cold folder, as two processes do, get the same speech")
    func folderAtOnce() async throws {
        try await inFolder { folder in
            try await share(
                (0..<4).map { _ in
                    CachedSynthesizer(CountingSynthesizer(), folder: folder, memoryLimit: 0)
                })
            #expect(try files(in: folder).count == 20)
        }
    }

    /// Asks caches for 20 texts, 20 times each, all at once.
    private func share(_ caches: [CachedSynthesizer]) async throws {
        let found = try await withThrowingTaskGroup(of: (String, RenderedSpeech).self) { group in
            for index in 0..<400 {
                let text = "text \(index % 20)"
                let cache = caches[index / 20 % caches.count]
                group.addTask { (text, try cache.speak(text, voice: self.voice)) }
            }
            return try await group.reduce(into: [String: Set<RenderedSpeech>]()) {
                $0[$1.0, default: []].insert($1.1)
            }
        }
        #expect(found.count == 20)
        for (text, speech) in found {
            #expect(speech == [try CountingSynthesizer().speak(text, voice: voice)])
        }
    }
}
