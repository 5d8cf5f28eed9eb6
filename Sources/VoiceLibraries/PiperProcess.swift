import Foundation

/// The neural synthesiser Piper, run as a program for each text: about half a second to load, so its
/// renderings are for a cache.
///
/// Its noise is switched off, which makes the same call give the same samples.
/// Source: J. Kim, J. Kong and J. Son, "Conditional variational autoencoder with adversarial learning
/// for end-to-end text-to-speech", ICML 2021 (the model's form).
public struct PiperProcess: Sendable {
    /// Bytes in a text at most, a part of what a program may be given as an argument.
    public static let byteLimit = 60_000

    private let process: ChildProcess
    private let folder: String

    /// Names where Piper and its voices are.
    ///
    /// - Parameters:
    ///   - folder: Folder with `bin/piper` and the voices' `<name>.onnx` and `<name>.onnx.json`, as
    ///     `make voice-models` lays them out.
    ///   - silenceLimitSeconds: Time without output after which the program is ended.
    public init(folder: String, silenceLimitSeconds: Int = 60) {
        self.folder = folder
        process = ChildProcess(
            program: folder + "/bin/piper", silenceLimitSeconds: silenceLimitSeconds)
    }

    /// Names of the voices that are there, in alphabetical order; none where the program is not.
    public var voices: [String] {
        guard FileManager.default.isExecutableFile(atPath: process.program) else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".onnx") && names.contains($0 + ".json") }
            .map { String($0.dropLast(5)) }.sorted()
    }

    /// Speaks a text.
    ///
    /// - Parameters:
    ///   - text: At most `byteLimit` bytes.
    ///   - voice: One of `voices`.
    ///   - rate: Speed relative to the voice's own, > 0.
    /// - Returns: Speech at the voice's rate (22 050 Hz for medium quality), without times of words.
    /// - Throws: `VoiceLibraryError` where the program or the voice is missing, or the text is refused.
    public func speak(
        _ text: String, voice: String, rate: Double
    ) throws(VoiceLibraryError) -> EngineSpeech {
        guard text.utf8.count <= Self.byteLimit, !text.utf8.contains(0) else {
            throw .refused(
                library: process.program,
                reason: "\(text.utf8.count) bytes of text, at most \(Self.byteLimit) and no 0")
        }
        guard voices.contains(voice) else {
            throw .missingModel(path: "\(folder)/\(voice).onnx")
        }
        let bytes: [UInt8]
        do {
            bytes = try process.output([
                "--model", "\(folder)/\(voice).onnx", "--output-raw", "--noise-scale", "0",
                "--noise-w-scale", "0", "--length-scale", "\(1 / rate)", "--", text,
            ])
        } catch {
            throw VoiceLibraryError(
                error, program: process.program, missing: .missingModel(path: process.program))
        }
        guard !bytes.isEmpty else {
            throw .refused(library: process.program, reason: "no sound was made")
        }
        return EngineSpeech(
            samples: EspeakProcess.pcm(bytes[...]), sampleRate: try sampleRate(of: voice))
    }

    private struct Settings: Decodable {
        struct Audio: Decodable { var sample_rate: Int }
        var audio: Audio
    }

    private func sampleRate(of voice: String) throws(VoiceLibraryError) -> Int {
        let path = "\(folder)/\(voice).onnx.json"
        guard let data = FileManager.default.contents(atPath: path),
            let settings = try? JSONDecoder().decode(Settings.self, from: data),
            settings.audio.sample_rate > 0
        else { throw .refused(library: path, reason: "it tells no audio.sample_rate") }
        return settings.audio.sample_rate
    }
}
