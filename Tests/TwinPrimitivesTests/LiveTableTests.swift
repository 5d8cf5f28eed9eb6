import Testing
import TwinPrimitives

private struct Entry: LiveEntry {
    var id: UInt32
    var value = 0
    static var free: Entry { Entry(id: .max) }
}

@Suite("Tables of live ids")
struct LiveTableTests {
    @Test("room ends where the oldest live id bars the last places")
    func room() {
        var table = LiveTable<Entry>()
        var hadRoom = true
        for id in 0..<UInt32(2048) {
            hadRoom = hadRoom && table.hasRoom(for: id, within: 2048)
            table.insert(Entry(id: id, value: Int(id) * 3))
        }
        let full = [2048, 4096].map { table.hasRoom(for: 2048, within: $0) }
        table.remove(0)
        let freed = table.hasRoom(for: 2048, within: 2048)
        table.insert(Entry(id: 2048))
        let next = table.hasRoom(for: 2049, within: 2048)
        #expect(hadRoom && full == [false, true] && freed && !next)
        let (count, value, isLive) = (table.count, table[2047].value, table.contains(0))
        #expect(count == 2048 && value == 6141 && !isLive)
    }

    @Test("an index of 24 bits names the one live id that ends in it")
    func index() {
        var table = LiveTable<Entry>()
        let late = UInt32(1 << 24) + 5
        var found = [table.liveID(index: 5)]
        table.insert(Entry(id: 5))
        found.append(table.liveID(index: 5))
        table.remove(5)
        table.insert(Entry(id: late))
        found += [table.liveID(index: 5), table.view.entry(index: 5)?.id]
        found.append(table.liveID(index: 1029))
        #expect(found == [nil, 5, late, late, nil])
    }

    @Test("entries that stay long are set aside, and the table holds what a dictionary holds")
    func stragglers() {
        var table = LiveTable<Entry>()
        var oracle: [UInt32: Int] = [:]
        let streams = RandomStreams(seed: 7, replication: 0)
        var agree = true
        for id in 0..<UInt32(60_000) {
            table.insert(Entry(id: id, value: Int(id) * 3))
            oracle[id] = Int(id) * 3
            // One in eight stays; of those that stayed some go later, in no order.
            let draw = streams.word(
                .testing, CallerKey(contactType: ContactTypeID(0), ordinal: id))
            if draw & 7 != 0 {
                table.remove(id)
                oracle[id] = nil
            }
            let other = UInt32(truncatingIfNeeded: draw >> 32) % (id + 1)
            agree = agree && table.contains(other) == (oracle[other] != nil)
            if let value = oracle[other] {
                agree =
                    agree && table[other].value == value && table.liveID(index: other) == other
                    && table.view.entry(index: other)?.value == value
                table[other].value += 1
                oracle[other] = value + 1
                if draw & 0x100 != 0 {
                    table.remove(other)
                    oracle[other] = nil
                }
            }
        }
        var found: [UInt32: Int] = [:]
        table.forEach { found[$0.id] = $0.value }
        let (count, places) = (table.count, table.places)
        #expect(agree && found == oracle && count == oracle.count)
        // Every place but few is taken or was: without stragglers the table would have 65 536.
        #expect(places <= 4 * count && places < 65_536, "\(places) places for \(count)")
        let oldest = oracle.keys.min() ?? 0
        let span = table.span(to: 60_000)
        #expect(span >= Int(60_000 - oldest))
        let room = [1 << 24, 1 << 15].map { table.hasRoom(for: 60_000, within: $0) }
        #expect(room == [true, oldest > 60_000 - 1 << 15])
    }
}
