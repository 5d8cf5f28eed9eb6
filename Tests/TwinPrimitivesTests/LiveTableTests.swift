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
}
