import DecodeBank
import DialogueEngine
import Foundation
import Testing

@Suite("Bank of decodes")
struct UtteranceBankTests {
    @Test("what was put is found, and read back as a whole")
    func putAndGet() throws {
        try BankFixtures.withPath { path in
            let records = BankFixtures.records(300)
            let bank = try UtteranceBank.create(path: path, provenance: [.init("seed", "1")])
            #expect(try bank.put(records) == 300)
            for record in records {
                #expect(try bank.entry(for: record.key) == record.entry)
            }
            let reader = try UtteranceBank.open(path: path)
            #expect(try reader.records() == records)
            #expect(try reader.provenance() == [.init("seed", "1")])
            #expect(try reader.entry(for: BankFixtures.key("never said")) == nil)
            try reader.verify()
        }
    }

    @Test("keys that are there are skipped, within a batch too, and keep their first entry")
    func resuming() throws {
        try BankFixtures.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            let key = BankFixtures.key("check my balance")
            let first = BankRecord(key: key, entry: BankFixtures.entry("check my balance"))
            let second = BankRecord(key: key, entry: BankFixtures.entry("check"))
            #expect(try bank.put([first, second]) == 1)
            #expect(try bank.put([second]) == 0)
            #expect(try bank.entry(for: key) == first.entry)
            let other = BankFixtures.key("other")
            #expect(try bank.missing(of: [key, other]) == [other])
            #expect(try bank.count() == 1)
        }
    }

    @Test("a key is what it depends on: any field changes its hash, spelling does not")
    func hashes() {
        let base = BankFixtures.key("pay my bill")
        #expect(BankFixtures.key("Pay my  bill!").hash == base.hash)
        var others = [
            BankFixtures.key("pay my bills"), BankFixtures.key("pay my bill", draw: 1),
            BankFixtures.key("pay my bill", state: "amount"),
            BankFixtures.key("pay my bill", BankFixtures.speaker("rms")),
            BankFixtures.key("pay my bill", BankFixtures.speaker(condition: "babble-10")),
            BankFixtures.key("pay my bill", BankFixtures.speaker(voiceClass: "accented")),
            BankFixtures.key("pay my bill", BankFixtures.speaker(rate: 1.1)),
        ]
        for setup in [
            RecogniserSetup(acousticModel: "x", languageModelHash: "0f", options: "beam=1"),
            RecogniserSetup(acousticModel: "acoustic", languageModelHash: "1f", options: "beam=1"),
            RecogniserSetup(acousticModel: "acoustic", languageModelHash: "0f", options: "beam=2"),
            // Fields that run together the same way.
            RecogniserSetup(acousticModel: "acoustic0", languageModelHash: "f", options: "beam=1"),
        ] {
            others.append(
                DecodeKey(
                    text: "pay my bill", speaker: BankFixtures.speaker(), channelDraw: 0,
                    recogniser: setup, state: "wish"))
        }
        #expect(Set(others.map(\.hash) + [base.hash]).count == others.count + 1)
        #expect(base.hash.count == 32)
    }

    @Test("coverage counts texts and decodes of each condition, voice and state")
    func coverage() throws {
        try BankFixtures.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            let entry = BankFixtures.entry("x")
            try bank.put(
                [
                    BankFixtures.key("a"), BankFixtures.key("a", draw: 1), BankFixtures.key("b"),
                    BankFixtures.key("a", BankFixtures.speaker(rate: 1.1)),
                    BankFixtures.key("a", BankFixtures.speaker("awb", voiceClass: "accented")),
                    BankFixtures.key("a", state: "amount"),
                    BankFixtures.key("a", BankFixtures.speaker(condition: "babble-10")),
                ].map { BankRecord(key: $0, entry: entry) })
            let cells = try bank.coverage().map {
                "\($0.condition) \($0.voice) \($0.voiceClass) \($0.state) \($0.texts) \($0.decodes)"
            }
            #expect(
                cells == [
                    "babble-10 flite/slt plain wish 1 1", "clean flite/awb accented wish 1 1",
                    "clean flite/slt plain amount 1 1", "clean flite/slt plain wish 2 4",
                ])
        }
    }

    @Test("five thousand decodes of different texts take less than 300 bytes of file each")
    func size() throws {
        try BankFixtures.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            try bank.put(BankFixtures.records(5000))
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            #expect(size > 0 && size < 5000 * 300)
        }
    }

    @Test("two readers read at once while a writer waits its turn, and a reader cannot write")
    func readers() throws {
        try BankFixtures.withPath { path in
            let records = BankFixtures.records(50)
            let writer = try UtteranceBank.create(path: path)
            try writer.put(Array(records[..<25]))
            let first = try UtteranceBank.open(path: path)
            let second = try UtteranceBank.open(path: path)
            #expect(try first.records() == second.records())
            try writer.put(Array(records[25...]))
            #expect(try first.count() == 50)
            #expect(try second.count() == 50)
            let new = BankRecord(key: BankFixtures.key("new"), entry: BankFixtures.entry("new"))
            #expect(throws: DecodeBankError.readOnly(path: path)) { try first.put([new]) }
        }
    }

    @Test("a missing file, another kind of file and a later schema are told apart")
    func wrongFiles() throws {
        try BankFixtures.withPath { path in
            #expect(throws: DecodeBankError.missing(path: path)) {
                try UtteranceBank.open(path: path)
            }
            try Data("not a database, but long enough to look at".utf8).write(
                to: URL(fileURLWithPath: path))
            #expect(throws: DecodeBankError.notABank(path: path)) {
                try UtteranceBank.open(path: path)
            }
            #expect(throws: DecodeBankError.exists(path: path)) {
                try UtteranceBank.create(path: path)
            }
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(throws: DecodeBankError.notABank(path: path)) {
                try UtteranceBank.open(path: path)
            }
        }
        try BankFixtures.withPath { path in
            _ = try UtteranceBank.create(path: path)
            // The schema's number lies at byte 60 of the file, big-endian (SQLite file format, 1.3).
            var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            bytes[63] = 9
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(throws: DecodeBankError.laterSchema(path: path, got: 9, known: 1)) {
                try UtteranceBank.open(path: path)
            }
        }
    }

    @Test("a file that is cut or changed is said to be damaged, with path and remedy")
    func damagedFiles() throws {
        try BankFixtures.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            let records = BankFixtures.records(400)
            try bank.put(records)
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            let damaged = path + ".damaged"
            var refused = 0
            for step in 1..<40 {
                var bytes = whole
                if step % 2 == 0 {
                    bytes = bytes.prefix(whole.count * step / 40)
                } else {
                    let place = 100 + (whole.count - 200) * step / 40
                    for offset in 0..<64 { bytes[place + offset] ^= 0x5A }
                }
                try bytes.write(to: URL(fileURLWithPath: damaged))
                do throws(DecodeBankError) {
                    let found = try UtteranceBank.open(path: damaged)
                    try found.verify()
                    #expect(try found.records() == records)
                } catch {
                    refused += 1
                    #expect(error.description.hasPrefix(damaged + ": error: "))
                    if case .damaged = error {
                        #expect(error.description.hasSuffix("calltwin voice bank build"))
                    } else {
                        #expect(error == .notABank(path: damaged))
                    }
                }
            }
            // Pages that hold nothing may be changed without harm; most hold something.
            #expect(refused >= 30)
        }
    }
}
