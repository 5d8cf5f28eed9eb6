import DialogueEngine
import Foundation
public import TelephoneAudio
public import VoiceChannel
import VoiceLibraries

/// Judges recognisers by recordings of people.
public struct RecordingsBench: Sendable {
    /// A recording of a list.
    public struct Item: Hashable, Sendable {
        /// Where it comes from: errors are counted for each.
        public let group: String
        /// Path in the folder of recordings.
        public let file: String
        /// What is said in it.
        public let text: String
    }

    /// What a recogniser made of the recordings of one group.
    public struct Group: Hashable, Sendable {
        /// The group.
        public let name: String
        /// Word errors of the best readings.
        public internal(set) var errors = WordErrors()
    }

    /// The recordings that are there, as an endpointer leaves them.
    public let spoken: [(item: Item, clip: AudioClip)]
    /// Paths of the recordings that are not there.
    public let missing: [String]

    /// Reads a list: lines of group, file and text, parted by tabulators, under a heading; remarks begin with `#`.
    ///
    /// - Parameter path: Its path.
    /// - Returns: The items, in order.
    /// - Throws: `VoiceStudyError.missingFile` or `.badColumns`.
    public static func items(path: String) throws(VoiceStudyError) -> [Item] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw .missingFile(path: path)
        }
        let lines = String(decoding: content, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.enumerated().filter { !$0.element.isEmpty && $0.element.first != "#" }
        var items: [Item] = []
        for (number, line) in rows.dropFirst() {
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 3 else {
                throw .badColumns(
                    path: path, line: number + 1, columns: cells.count,
                    known: ["group", "file", "text"])
            }
            items.append(Item(group: cells[0], file: cells[1], text: cells[2]))
        }
        return items
    }

    /// Reads the recordings of a list.
    ///
    /// - Parameters:
    ///   - items: The list.
    ///   - folder: Where the recordings are.
    /// - Throws: `AudioFileError` with what is wrong with one, or that it is too long.
    public init(_ items: [Item], folder: String) throws(AudioFileError) {
        var spoken: [(item: Item, clip: AudioClip)] = []
        var missing: [String] = []
        for item in items {
            let path = folder + "/" + item.file
            guard let content = FileManager.default.contents(atPath: path) else {
                missing.append(path)
                continue
            }
            let bytes = [UInt8](content)
            let clip =
                path.hasSuffix(".raw") ? Self.raw(bytes) : try WaveFile.read(bytes, path: path)
            try FileListening.checkLength(of: clip, path: path)
            spoken.append((item, RecognizerBench.utterance(of: clip)))
        }
        self.spoken = spoken
        self.missing = missing
    }

    /// The recordings as they come out of a line.
    ///
    /// - Parameters:
    ///   - condition: The line.
    ///   - sounds: Recordings that it names.
    /// - Returns: Sound at 8 kHz, in the order of `spoken`.
    /// - Throws: What the line needs and is not there.
    public func carried(over condition: LineCondition, _ sounds: LineSounds) throws -> [[Float]] {
        try spoken.enumerated().map { place, entry in
            let codec = condition.codecs.contains(.gsmFullRate) ? try GSMLineCodec() : nil
            var line = try TelephoneLine(
                condition, key: UInt64(place), sounds: sounds, gsmFullRate: codec)
            return line.carry(clip: entry.clip).samples
        }
    }

    /// Has a recogniser read the recordings.
    ///
    /// - Parameters:
    ///   - recognizer: Who hears; any words are expected.
    ///   - heard: What came out of the line; see `carried(over:_:)`.
    ///   - told: Told of each reading.
    /// - Returns: Word errors of each group, in the order in which the list first names them.
    /// - Throws: What the recogniser refuses.
    public func judge(
        _ recognizer: any Recognizer, _ heard: [[Float]], told: (_ file: String, String) -> Void
    ) throws -> [Group] {
        var groups: [Group] = []
        for (entry, sound) in zip(spoken, heard) {
            let recognition = try recognizer.hear(
                whole: sound, state: PocketSphinxRecognizer.allStates, wantsPartials: false)
            let text = recognition.hypotheses.first?.text ?? ""
            told(entry.item.file, text)
            let place = groups.firstIndex { $0.name == entry.item.group } ?? groups.count
            if place == groups.count { groups.append(Group(name: entry.item.group)) }
            groups[place].errors += WordErrors(said: entry.item.text, heard: text)
        }
        return groups
    }

    /// 16 bits at 16 kHz without a heading, low byte first.
    private static func raw(_ bytes: [UInt8]) -> AudioClip {
        let pcm = stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
        return AudioClip(pcm: pcm, sampleRate: PocketSphinx.sampleRate)
    }
}
