import TwinPrimitives

extension CenterFold {
    /// What was counted so far, with open stretches of time booked up to the last event.
    ///
    /// Complexity: O(rows + buckets); the fold goes on unchanged.
    ///
    /// - Returns: The tally.
    public borrowing func tally() -> CenterTally {
        let times = timesWithOpenConversations()
        defer { times.deallocate() }
        var time = TimeTally(layout)
        var intervals: [IntervalTally] = []
        let types = layout.types
        var contactTotals = Array(repeating: ContactTally(), count: types)
        let last = lastRowOfIntervals
        for index in 0..<last {
            let row = self.time(of: index, in: times)
            time += row
            let first = 1 + index * types
            let contacts = (0..<types).map { rows[first + $0] }
            for type in 0..<types { contactTotals[type] += contacts[type] }
            if configuration.perInterval {
                intervals.append(IntervalTally(contacts: contacts, time: row))
            }
        }
        let (inside, openWaits) = contactsInside()
        return CenterTally(
            configuration: configuration, contacts: contactTotals, time: time,
            intervals: intervals, pools: (0..<layout.pools).map { pools[1 + $0] },
            waits: (0..<types).map { waits(of: $0, contactTotals[$0]) },
            handlingTimes: (0..<types).map { histograms.value(types + $0) },
            latencies: (0..<types).map { histograms.value(2 * types + $0) },
            furtherServiceLevels: (0..<types).map { further(of: $0, contactTotals[$0]) },
            inside: inside, stillInside: Int64(contacts.live),
            waitInsideWindow: (0..<types).map { waitInsideWindow[$0] + openWaits[$0] },
            ignoredEvents: ignoredEvents, contactsSeen: contactsSeen, eventsSeen: eventsSeen,
            contactsReported: contactsReported < 0 ? nil : contactsReported,
            responses: responses?.read(
                types: (0..<types).map { histograms.value(2 * types + $0) }, last: lastTime))
    }

    /// Number of interval rows that are in use.
    private var lastRowOfIntervals: Int {
        counting || segmentStart >= windowEnd ? interval + 1 : 1
    }

    private borrowing func waits(of type: Int, _ total: ContactTally) -> DurationHistogram {
        guard parts.contains(.waitDistribution) else { return DurationHistogram() }
        var waits = histograms.value(type)
        waits.addZeros(total.answeredAtOnce + total.balked)
        return waits
    }

    private borrowing func further(of type: Int, _ total: ContactTally) -> [FurtherServiceLevel] {
        (0..<furtherCount).map { index in
            let at = 2 * (type * furtherCount + index)
            return FurtherServiceLevel(
                acceptableWait: SimulationDuration(nanoseconds: furtherWaits[index]),
                answeredWithin: furtherWithin[at], abandonedWithin: furtherWithin[at + 1])
        }
    }

    /// The integrals, with conversations that go on booked up to the last event.
    private borrowing func timesWithOpenConversations() -> UnsafeMutablePointer<Int128> {
        let count = (1 + intervalCapacity) * layout.stride
        let copy = UnsafeMutablePointer<Int128>.allocate(capacity: count)
        copy.initialize(from: times, count: count)
        guard parts.contains(.agentTime) else { return copy }
        let (first, now) = (layout.talking, lastTime)
        func book(_ since: Int64, _ group: UInt16, _ type: Int) {
            bookAcross(
                from: since, to: now, at: first + Int(group), atOnce: contactsAtOnce(type),
                in: copy)
        }
        contacts.forEachLive { slot in
            if slot.stage == .service {
                book(slot.since, slot.place, Int(slot.type))
            } else if slot.stage == .passedOn, let entry = later.contacts[slot.id],
                entry.stage == .service
            {
                book(entry.since, entry.group, entry.queue)
            }
        }
        // Whole numbers are summed: in which order does not matter.
        for leg in later.keepers.values { book(leg.since, leg.group, leg.queue) }
        return copy
    }

    private borrowing func time(
        of index: Int, in times: UnsafeMutablePointer<Int128>
    ) -> TimeTally {
        var values = (0..<layout.stride).map { times[(1 + index) * layout.stride + $0] }
        if counting, index == timeRow - 1 {
            let length = Int128(lastTime) - Int128(segmentStart)
            values[0] += length
            for level in 0..<layout.levelCount {
                values[1 + level] += levels[level].balance + Int128(levels[level].count) * length
            }
        }
        let groups = layout.groupSlots - 1
        var tally = TimeTally(layout)
        tally.observed = values[0]
        tally.waiting = Array(values[1..<1 + layout.types])
        tally.signedIn = (0..<groups).map { values[1 + layout.signedIn + $0] }
        tally.talking = (0..<groups).map { values[layout.talking + $0] }
        tally.talkingUnassigned = values[layout.talking + groups]
        tally.sessions = (0..<layout.pools).map { values[1 + layout.sessions + $0] }
        tally.afterContact = (0..<groups).map { values[layout.afterContact + $0] }
        tally.afterContactUnassigned = values[layout.afterContact + groups]
        return tally
    }

    private borrowing func contactsInside() -> ([InsideTally], [Int128]) {
        var inside = Array(repeating: InsideTally(), count: layout.types)
        var openWaits = Array(repeating: Int128(0), count: layout.types)
        let now = min(lastTime, windowEnd)
        let start = windowStart
        contacts.forEachLive { slot in
            let type = Int(slot.type)
            if slot.stage == .waiting, parts.contains(.queueTime) {
                openWaits[type] += max(0, Int128(now) - Int128(max(slot.since, start)))
            }
            if slot.stage == .passedOn, let entry = later.contacts[slot.id],
                entry.stage == .waiting
            {
                openWaits[entry.queue] += max(
                    0, Int128(now) - Int128(max(entry.since, start)))
            }
            guard slot.row != 0 else { return }
            switch slot.stage {
            case .arrived, .menu, .chosen, .towardsHuman: inside[type].beforeService += 1
            case .voice: inside[type].inSession += 1
            case .waiting: inside[type].waiting += 1
            case .service: inside[type].inService += 1
            case .passedOn: inside[type].passedOn += 1
            case .left: break
            }
        }
        return (inside, openWaits)
    }
}
