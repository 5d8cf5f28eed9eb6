import Projections
import Testing

@Suite("the table of contacts inside")
struct ContactTableTests {
    private func slot(_ id: UInt32, since: Int64 = 0) -> ContactSlot {
        ContactSlot(id: id, row: 0, type: 0, place: 0, stage: .arrived, since: since)
    }

    private func insert(_ slot: ContactSlot, _ table: inout ContactTable) -> Bool {
        table.insert(slot) != nil
    }

    private func since(_ id: UInt32, _ table: borrowing ContactTable) -> Int64? {
        table.find(id)?.pointee.since
    }

    private func live(_ table: borrowing ContactTable) -> [UInt32] {
        var ids: [UInt32] = []
        table.forEachLive { ids.append($0.id) }
        return ids.sorted()
    }

    @Test("agrees with a dictionary while contacts come and go in any order")
    func againstDictionary() {
        for stay in [2, 50, 1000, 100_000] {
            var generator = TestGenerator(state: UInt64(stay))
            var table = ContactTable()
            var truth: [UInt32: Int64] = [:]
            for id in 0..<40_000 as Range<UInt32> {
                #expect(insert(slot(id, since: Int64(id) * 3), &table))
                truth[id] = Int64(id) * 3
                while truth.count > 8, generator.below(stay) == 0 || truth.count > 9000 {
                    let victim = UInt32(max(0, Int(id) - generator.below(2 * stay)))
                    guard truth.removeValue(forKey: victim) != nil,
                        let found = table.find(victim)
                    else { break }
                    table.release(found)
                }
            }
            #expect(live(table) == truth.keys.sorted())
            for (id, instant) in truth { #expect(since(id, table) == instant) }
            let count = table.live
            #expect(count == truth.count)
        }
    }

    @Test("doubles while contacts in the way are many")
    func doubling() {
        var table = ContactTable()
        for id in 0..<20_000 as Range<UInt32> { #expect(insert(slot(id), &table)) }
        let mask = table.mask
        #expect(mask == 32_767)
        let stragglers = table.stragglerCount
        #expect(stragglers == 0)
        #expect(live(table) == Array(0..<20_000))
    }

    @Test("one contact that never ends does not make the table as long as the log")
    func stragglers() {
        var table = ContactTable()
        for id in 0..<300_000 as Range<UInt32> {
            #expect(insert(slot(id, since: Int64(id)), &table))
            if id % 60_000 != 0, let found = table.find(id) { table.release(found) }
        }
        let mask = Int(table.mask)
        #expect(mask < ContactTable.smallCapacity)
        #expect(live(table) == [0, 60_000, 120_000, 180_000, 240_000])
        for id in live(table) {
            #expect(since(id, table) == Int64(id))
            if let found = table.find(id) { table.release(found) }
        }
        #expect(live(table).isEmpty)
        let count = table.live
        #expect(count == 0)
    }

    @Test("a contact that is inside cannot come in again; one that left is readable until replaced")
    func twice() {
        var table = ContactTable()
        #expect(insert(slot(5), &table))
        #expect(!insert(slot(5), &table))
        if let found = table.find(5) { table.release(found) }
        let stage = table.find(5)?.pointee.stage
        #expect(stage == .left)
        #expect(insert(slot(5 + 64), &table))
        #expect(since(5, table) == nil)
    }
}
