import Foundation
import TelephoneAudio

/// Sound files that are given to commands.
enum SoundFile {
    private static let muLawEndings = [".ulaw", ".mulaw", ".ul"]

    /// Reads one channel of a WAV, or mu-law bytes by the ending of the name; says what it chose.
    ///
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - channel: The channel, from 0.
    /// - Returns: The sound at the file's own rate.
    /// - Throws: `CommandFailure` with what is wrong and what to do.
    static func read(_ path: String, channel: Int) throws(CommandFailure) -> AudioClip {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
        {
            throw CommandFailure(.noInput, "this is a directory, not a file", at: path)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        let bytes = Array(data)
        do throws(AudioFileError) {
            if muLawEndings.contains(where: { path.lowercased().hasSuffix($0) }) {
                guard channel == 0 else {
                    throw AudioFileError.noChannel(path: path, asked: channel, channels: 1)
                }
                return try WaveFile.readMuLaw(bytes, path: path)
            }
            let clip = try WaveFile.read(bytes, path: path, channel: channel)
            if (try? WaveFile.read(bytes, path: path, channel: 1)) != nil {
                StandardError.line(
                    "\(path): several channels; the caller is taken from channel \(channel) "
                        + "(--channel)")
            }
            if clip.sampleRate != TelephoneFrame.sampleRate {
                StandardError.line(
                    "\(path): \(clip.sampleRate) samples per second, brought to "
                        + "\(TelephoneFrame.sampleRate)")
            }
            return clip
        } catch {
            throw failure(error)
        }
    }

    /// What is wrong with a file of sound, and what to do.
    static func failure(_ error: AudioFileError) -> CommandFailure {
        CommandFailure(.badData, error.problem + remedy(error), at: error.path)
    }

    private static func remedy(_ error: AudioFileError) -> String {
        switch error {
        case .empty, .truncated, .missingChunk, .noChannel(_, _, 0): "; export or copy it again"
        case .noChannel: "; give one of them by --channel"
        case .tooLong: "; cut it into shorter pieces"
        case .notWave, .unsupportedFormat, .unsupportedRate:
            "; convert it, for example to WAV with PCM of 16 bits at 8000 samples per second"
        }
    }
}
