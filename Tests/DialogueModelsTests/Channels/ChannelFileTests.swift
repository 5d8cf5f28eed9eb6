import DialogueModels
import Foundation
import TelephoneAudio
import Testing

@Suite("Channel files")
struct ChannelFileTests {
    private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../..").standardized

    private func condition(_ body: String) throws -> LineCondition {
        try ChannelFile(text: "channel: 1\nname: x\n" + body, path: "x.yaml").condition
    }

    private func message(_ body: String) -> String {
        do {
            return try condition(body).summary
        } catch {
            return String(describing: error)
        }
    }

    @Test("every setting is read in its unit")
    func everySetting() throws {
        var expected = LineCondition(name: "x")
        expected.muffling = .init(
            cornerHertz: 1500, episodesPerMinute: 4, episodeSeconds: 0.5, rampSeconds: 0.1)
        expected.reverberation = .init(decaySeconds: 0.4, directDecibels: 3)
        expected.echo = .init(delaySeconds: 0.08, lossDecibels: 25)
        expected.noises = [
            .init(.pink, ratioDecibels: 20, driftDecibels: 3), .init(.white, ratioDecibels: 30),
            .init(.hum(hertz: 60), ratioDecibels: -5),
            .init(.babble(talkers: 3), ratioDecibels: 10),
            .init(.sound("rain"), ratioDecibels: 15),
            .init(.sound("crowd"), ratioDecibels: 15, isOfVoices: true),
        ]
        expected.bursts = .init(
            perMinute: 2, leastRatioDecibels: -5, greatestRatioDecibels: 10, sounds: ["horn"])
        expected.clipping = .init(gain: 12, limit: 0.35)
        expected.gainDrift = .init(decibels: 2, correlationSeconds: 4)
        expected.isBandLimited = false
        expected.codecs = [.gsmFullRate, .companded(.aLaw)]
        expected.loss = .init(share: 0.02, meanBurstFrames: 2.5)
        expected.jitter = .init(meanSeconds: 0.01, bufferFrames: 3)
        let read = try condition(
            """
            muffling: {corner: 1.5kHz, rate: 4/min}
            reverberation: {decay: 400ms, direct: 3dB}
            echo: {delay: 80ms, loss: 25dB}
            noises:
              - {source: pink, ratio: 20dB, drift: 3dB}
              - {source: white, ratio: 30dB}
              - {source: hum, mains: 60Hz, ratio: -5dB}
              - {source: babble, talkers: 3, ratio: 10dB}
              - {source: recording, recording: rain, ratio: 15dB}
              - {source: recording, recording: crowd, voices: true, ratio: 15dB}
            bursts: {rate: 2/min, least: -5dB, greatest: 10dB, recordings: [horn]}
            clipping: {gain: 12, limit: 0.35}
            gainDrift: {deviation: 2dB, correlation: 4s}
            band: full
            codecs: [gsm, alaw]
            loss: {share: 2%, burst: 2.5}
            jitter: {mean: 10ms, buffer: 3}
            """)
        // Rates pass through events per second and may differ in the last place.
        #expect(read.summary == expected.summary)
        #expect(read.noises == expected.noises && read.codecs == expected.codecs)
        #expect(read.muffling?.rampSeconds == 0.1 && read.bursts?.sounds == ["horn"])
        #expect(try condition("").summary == "mulaw")
    }

    @Test("what is wrong is named with its line and what is known")
    func errors() {
        #expect(
            message("noise: 3\n").hasPrefix("x.yaml:3: error: unknown key 'noise'"))
        #expect(
            message("echo: {delay: 80ms, loss: 25}\n")
                == "x.yaml:3: error: echo.loss: '25' has no unit; known: dB")
        #expect(
            message("codecs: [opus]\n").hasSuffix("known: mulaw, alaw, gsm"))
        #expect(
            message("reverberation: {decay: 3s, direct: 3dB}\n")
                .hasSuffix("x.reverberation.decay is 3.0; allowed: 0.01 to 1.0"))
    }

    @Test("the shipped lines can be opened with the shipped recordings")
    func shipped() throws {
        for name in ["street", "kitchen"] {
            let file = try ChannelFile(
                path: root.appendingPathComponent("models/channels/\(name).yaml").path)
            let recordings = try RecordingsFile(path: #require(file.recordingsPath))
            var condition = file.condition
            condition.codecs = [.companded(.muLaw)]
            var line = try TelephoneLine(condition, key: 1, sounds: recordings.sounds)
            let heard = (0..<50).flatMap { _ in line.carry([Float](repeating: 0, count: 160)) }
            #expect(heard.contains { $0 != 0 })
        }
    }

    @Test("the recordings serve every preset")
    func presets() throws {
        let recordings = try RecordingsFile(
            path: root.appendingPathComponent("models/channels/recordings.yaml").path)
        for condition in LineCondition.presets {
            var plain = condition
            plain.codecs = []
            _ = try TelephoneLine(plain, key: 1, sounds: recordings.sounds)
        }
    }

    @Test("a recording that is missing or damaged is named with the line that asks for it")
    func badRecordings() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("channel-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("recordings.yaml")
        let text = "recordings: 1\nsounds:\n  - {name: a, file: a.wav}\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        func message() -> String {
            do {
                return "\(try RecordingsFile(path: file.path).sounds.names)"
            } catch {
                return String(describing: error)
            }
        }
        #expect(
            message().hasPrefix("\(file.path):3: error: sounds.a.file names \(folder.path)/a.wav:"))
        try Data().write(to: folder.appendingPathComponent("a.wav"))
        #expect(message().hasSuffix("a.wav: the file has 0 bytes"))
        let silence = AudioClip(samples: Array(repeating: 0, count: 800), sampleRate: 8000)
        try Data(WaveFile.written(silence)).write(to: folder.appendingPathComponent("a.wav"))
        #expect(message().hasSuffix("a.wav: it is silent, or shorter than 20 ms"))
    }

    @Test("docs/channel.md shows every preset with its settings")
    func page() throws {
        let page = try String(
            contentsOf: root.appendingPathComponent("docs/channel.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        for condition in LineCondition.presets {
            let start = "| `\(condition.name)` | \(condition.summary) |"
            #expect(rows.contains { $0.hasPrefix(start) }, "missing row: \(start)")
        }
    }
}
