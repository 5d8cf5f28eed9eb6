/// How many rows show each peculiarity of the source.
struct TechnionCounts {
    var outOfOrder = 0
    private var phantoms = 0
    private var negativeMenuTimes = 0
    private var negativeMenuTimesOfPhantoms = 0
    private var longMenus = 0
    private var queuesOverMidnight = 0
    private var servicesOverMidnight = 0
    private var queuesAfterMenu = 0
    private var abandonedAtOnce = 0
    private var servedWithoutService = 0
    private var servedWithoutServiceOrQueue = 0
    private var servedWithoutServer = 0
    private var hangUpsWithService = 0
    private var hangUpServiceSeconds = 0
    private var servicesStartingEarly = 0
    private var servicesStartingLate = 0

    /// Counts what a row shows.
    mutating func add(_ row: TechnionRow) {
        guard row.outcome != .phantom else {
            phantoms += 1
            if row.quirks.contains(.negativeMenuTime) { negativeMenuTimesOfPhantoms += 1 }
            return
        }
        if row.quirks.contains(.negativeMenuTime) { negativeMenuTimes += 1 }
        if row.quirks.contains(.menuOver300Seconds) { longMenus += 1 }
        if row.quirks.contains(.queueOverMidnight) { queuesOverMidnight += 1 }
        if row.quirks.contains(.serviceOverMidnight) { servicesOverMidnight += 1 }
        if row.quirks.contains(.queueStartAfterMenu) { queuesAfterMenu += 1 }
        if row.quirks.contains(.serviceStartsEarly) { servicesStartingEarly += 1 }
        if row.quirks.contains(.serviceStartsLate) { servicesStartingLate += 1 }
        let waited = row.queueStart.map { row.queueExit - $0 }
        if row.outcome == .agent {
            if row.server == nil { servedWithoutServer += 1 }
            guard row.service == 0 else { return }
            servedWithoutService += 1
            if waited ?? 0 == 0 { servedWithoutServiceOrQueue += 1 }
        } else {
            if waited == 0 { abandonedAtOnce += 1 }
            guard row.service > 0 else { return }
            hangUpsWithService += 1
            hangUpServiceSeconds += row.service
        }
    }

    /// The counts with their names and handling, in a fixed order.
    var counters: [ImportReport.Counter] {
        func counter(_ name: String, _ count: Int, _ handling: String) -> ImportReport.Counter {
            ImportReport.Counter(name: name, count: count, handling: handling)
        }
        return [
            counter("phantoms", phantoms, "set aside: artefacts of the system, no calls"),
            counter(
                "servedWithoutServiceTime", servedWithoutService,
                "served; end of service marked as not recorded"),
            counter(
                "servedWithoutServiceOrQueueTime", servedWithoutServiceOrQueue,
                "some of the rows above; the same"),
            counter("servedWithoutServer", servedWithoutServer, "served by an unknown agent"),
            counter(
                "hungUpWithServiceTime", hangUpsWithService,
                "the hang-up holds; the service is rejected"),
            counter(
                "hungUpServiceSeconds", hangUpServiceSeconds,
                "seconds of service rejected with the rows above"),
            counter(
                "negativeMenuTime", negativeMenuTimes,
                "fault of the entry's clock: enters and leaves the menu at vru_exit"),
            counter(
                "negativeMenuTimeOfPhantoms", negativeMenuTimesOfPhantoms,
                "set aside with the phantom"),
            counter("menuOver300Seconds", longMenus, "kept"),
            counter("queueOverMidnight", queuesOverMidnight, "exit on the next day"),
            counter("serviceOverMidnight", servicesOverMidnight, "exit on the next day"),
            counter("queueStartsAfterMenu", queuesAfterMenu, "queued at q_start"),
            counter("abandonedAtOnce", abandonedAtOnce, "abandoned after 0 s"),
            counter(
                "serviceStartsEarly", servicesStartingEarly,
                "starts over 2 s before the answer: answered at the end of the wait"),
            counter(
                "serviceStartsLate", servicesStartingLate,
                "starts after the answer: answered at the end of the wait"),
            counter("outOfTimeOrder", outOfOrder, "sorted by vru_entry"),
        ]
    }
}
