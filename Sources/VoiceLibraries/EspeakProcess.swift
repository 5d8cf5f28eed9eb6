import Foundation
import Synchronization

/// The synthesiser espeak-ng as a program of its own: its library is under the GPL, has one state per
/// process, and its voices speak in accents.
///
/// It draws no random numbers: the same call gives the same samples.
public final class EspeakProcess: Sendable {
    /// Words a minute at rate 1.
    static let wordsPerMinute = 175.0
    /// Speeds that the program takes, in words a minute.
    static let speeds = 80.0...450.0
    /// Bytes in a text at most, a part of what a program may be given as an argument.
    public static let byteLimit = 60_000

    private let process: ChildProcess
    private let known = Mutex<Set<String>?>(nil)

    /// Names the program.
    ///
    /// - Parameters:
    ///   - program: Path, or a name to be looked for where the shell does.
    ///   - silenceLimitSeconds: Time without output after which the program is ended.
    public init(program: String = "espeak-ng", silenceLimitSeconds: Int = 30) {
        process = ChildProcess(program: program, silenceLimitSeconds: silenceLimitSeconds)
    }

    /// Speaks a text.
    ///
    /// - Parameters:
    ///   - text: At most `byteLimit` bytes.
    ///   - voice: A voice as `espeak-ng --voices` lists them, such as en-gb-scotland.
    ///   - rate: Speed relative to 175 words a minute, from 0.46 to 2.57.
    ///   - pitch: Pitch relative to the voice's own, from 0.61 to 1.63; below 0.8 the voice goes less
    ///     low than asked.
    /// - Returns: Speech at 22 050 Hz, without times of words.
    /// - Throws: `VoiceLibraryError` where the program is missing, or refuses the voice or the text.
    public func speak(
        _ text: String, voice: String, rate: Double, pitch: Double
    ) throws(VoiceLibraryError) -> EngineSpeech {
        let program = process.program
        guard text.utf8.count <= Self.byteLimit, !text.utf8.contains(0) else {
            throw .refused(
                library: program,
                reason: "\(text.utf8.count) bytes of text, at most \(Self.byteLimit) and no 0")
        }
        let speed = Self.wordsPerMinute * rate
        // Measured: each unit of the program's scale from 0 to 99 is 1 % of pitch, 50 the voice's own.
        let tone = 50 + 100 * log(pitch)
        guard Self.speeds.contains(speed), (0...99).contains(tone.rounded()) else {
            throw .refused(
                library: program, reason: "rate \(rate), pitch \(pitch): it speaks no such speech")
        }
        try check(voice)
        let bytes = try output([
            "--stdout", "-v", voice, "-s", "\(Int(speed.rounded()))", "-p",
            "\(Int(tone.rounded()))", "--", text,
        ])
        return try Self.read(bytes, program: program)
    }

    private func output(_ arguments: [String]) throws(VoiceLibraryError) -> [UInt8] {
        do {
            return try process.output(arguments)
        } catch {
            throw VoiceLibraryError(
                error, program: process.program,
                missing: .missing(library: process.program, package: "espeak-ng"))
        }
    }

    /// Refuses an unknown voice, for which the program would take the nearest that it knows.
    private func check(_ voice: String) throws(VoiceLibraryError) {
        let voices: Set<String>
        if let listed = known.withLock({ $0 }) {
            voices = listed
        } else {
            // Rows of priority, language, age and sex, name, file; the language names the voice.
            let list = String(decoding: try output(["--voices"]), as: UTF8.self)
            voices = Set(
                list.split(separator: "\n").dropFirst().compactMap {
                    $0.split(separator: " ").dropFirst().first.map(String.init)
                })
            known.withLock { $0 = voices }
        }
        guard voices.contains(voice) else {
            throw .refused(
                library: process.program,
                reason: "voice \(voice); known: see \(process.program) --voices")
        }
    }

    /// Reads a WAV written to a pipe, whose header is always of 44 bytes and tells no true length.
    private static func read(
        _ bytes: [UInt8], program: String
    ) throws(VoiceLibraryError) -> EngineSpeech {
        guard bytes.count > 44, bytes[..<4].elementsEqual("RIFF".utf8),
            bytes[36..<40].elementsEqual("data".utf8)
        else { throw .refused(library: program, reason: "no sound was made") }
        let rate = bytes[24..<28].reversed().reduce(0) { $0 << 8 | Int($1) }
        return EngineSpeech(samples: pcm(bytes[44...]), sampleRate: rate)
    }

    /// Samples of 16 bits, low byte first.
    static func pcm(_ bytes: ArraySlice<UInt8>) -> [Int16] {
        (0..<bytes.count / 2).map { place in
            let low = bytes[bytes.startIndex + 2 * place]
            let high = bytes[bytes.startIndex + 2 * place + 1]
            return Int16(bitPattern: UInt16(low) | UInt16(high) << 8)
        }
    }
}
