import Conversations
import DialogueEngine
import Foundation
import Reporting
import Synchronization
import TelephoneAudio
import TwinPrimitives
import VoiceChannel

/// Where the sound of calls is written: for each call a stereo file and a transcript, and a page of all.
final class SoundFolder: Sendable {
    private let path: String
    private let failed = Mutex<String?>(nil)
    private let calls = Mutex<[AuditedCall]>([])

    /// Makes the folder.
    init(_ path: String) throws(CommandFailure) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        } catch {
            throw CommandFailure(.cannotCreate, "cannot be created, or is there already", at: path)
        }
    }

    /// Writes both directions of a call; a failure is kept for `finish`.
    func write(_ recording: SoundRecording, of caller: CallerKey) {
        let bytes = WaveFile.written(
            [recording.caller.pcm, recording.agent.pcm], sampleRate: TelephoneFrame.sampleRate)
        write(Data(bytes), to: "\(path)/\(caller.ordinal).wav")
    }

    /// Writes what was said, heard and done.
    func write(_ record: ConversationRecord, seed: UInt64) {
        let transcript = CallTranscript(record: record, seed: seed)
        let number = record.context.caller.ordinal
        write(Data(transcript.text.utf8), to: "\(path)/\(number).txt")
        let call = AuditedCall(record, transcript: transcript, sound: "\(number).wav")
        calls.withLock { $0.append(call) }
    }

    /// Writes the page of all calls, and says whether everything was written.
    func finish() throws(CommandFailure) {
        let page = CallsPage.html(calls.withLock { $0.sorted { $0.number < $1.number } })
        write(Data(page.utf8), to: "\(path)/index.html")
        if let file = failed.withLock({ $0 }) {
            throw CommandFailure(.inputOutput, "cannot be written", at: file)
        }
    }

    private func write(_ data: Data, to file: String) {
        do {
            try data.write(to: URL(fileURLWithPath: file))
        } catch {
            failed.withLock { $0 = $0 ?? file }
        }
    }
}
