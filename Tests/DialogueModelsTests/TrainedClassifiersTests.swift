import DialogueEngine
import DialogueModels
import Foundation
import Testing

@Suite("Classifiers kept for later programs")
struct TrainedClassifiersTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("classifiers-\(ProcessInfo.processInfo.globallyUniqueString)").path

    private func cache(_ program: String = "1") -> TrainedClassifiers {
        TrainedClassifiers(folder: folder, program: program)
    }

    private var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map {
            folder + "/" + $0
        }
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        Array(try #require(FileManager.default.contents(atPath: path)))
    }

    @Test("what is kept is what training makes, bit for bit, and is read, not made again")
    func kept() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try SmallModel.read(SmallModel.sound)
        let trained = file.trained()
        #expect(file.trained(cache: cache()).digest == trained.digest)
        let path = try #require(files.first)
        #expect(files.count == 1)
        // Another classifier under a right digest takes the place of the kept one: it is read.
        let other = try SmallModel.read(
            SmallModel.sound.replacingOccurrences(of: "settle the bill", with: "clear the bill"))
        let own = try #require(file.classifier()?.bytes)
        let foreign = try #require(other.classifier()?.bytes)
        #expect(own != foreign)
        let head = Array(try bytes(path).dropLast(own.count))
        #expect(try bytes(path) == head + own)
        try Data(head + foreign).write(to: URL(fileURLWithPath: path))
        #expect(file.classifier(cache: cache())?.bytes == foreign)
    }

    @Test("other examples and another program are trained anew, in the same place")
    func otherInputs() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try SmallModel.read(SmallModel.sound)
        _ = file.trained(cache: cache())
        let path = try #require(files.first)
        let first = try bytes(path)
        let other = try SmallModel.read(
            SmallModel.sound.replacingOccurrences(of: "settle the bill", with: "clear the bill"))
        #expect(other.classifier(cache: cache())?.bytes == other.classifier()?.bytes)
        #expect(try bytes(path) != first)
        #expect(file.classifier(cache: cache("2"))?.bytes == file.classifier()?.bytes)
        #expect(try bytes(path) != first)
        #expect(files == [path])
    }

    @Test("a damaged file, wherever it is cut or flipped, is trained again and mended")
    func damaged() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try SmallModel.read(SmallModel.sound)
        let expected = file.classifier()?.bytes
        _ = file.classifier(cache: cache())
        let path = try #require(files.first)
        let whole = try bytes(path)
        for part in [0, 1, 4, 7] {
            let place = whole.count * part / 8
            var flipped = whole
            flipped[place] ^= 1
            for damaged in [Array(whole.prefix(place)), flipped] {
                try Data(damaged).write(to: URL(fileURLWithPath: path))
                #expect(file.classifier(cache: cache())?.bytes == expected)
                #expect(try bytes(path) == whole)
            }
        }
    }

    @Test("the user's folder follows the environment, and another build is another program")
    func ofUser() throws {
        let first = try #require(
            TrainedClassifiers(environment: ["XDG_CACHE_HOME": "/x"], program: "models/../models"))
        #expect(first.folder == "/x/calltwin/understanding")
        let home = TrainedClassifiers(
            environment: ["XDG_CACHE_HOME": "y", "HOME": "/h"], program: "models/dialogue/bank.yaml"
        )
        #expect(home?.folder == "/h/.cache/calltwin/understanding")
        #expect(home?.program != first.program)
        let none = TrainedClassifiers(environment: [:], program: "/nowhere/at all")
        #expect(none == nil)
    }

    @Test("a folder that cannot be made costs only the training")
    func unwritable() throws {
        let file = try SmallModel.read(SmallModel.sound)
        let nowhere = TrainedClassifiers(folder: "/dev/null/understanding", program: "1")
        #expect(file.classifier(cache: nowhere)?.bytes == file.classifier()?.bytes)
    }
}
