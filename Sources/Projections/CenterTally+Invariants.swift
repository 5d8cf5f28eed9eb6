extension CenterTally {
    /// Checks every law that holds on any log, whole or cut, of the parts that the fold kept.
    ///
    /// - Returns: What is violated, in one line; nil if all holds.
    public func violation() -> String? {
        conservationViolation() ?? partsViolation() ?? littlesLawViolation()
    }

    /// Checks that no contact is lost: arrived = menu hang-ups + blocked + balked + abandoned +
    /// ended by a human agent + ended by a voice agent + hung up in a session + still inside.
    ///
    /// Of a fold that does not follow service, an answered contact has left.
    ///
    /// - Returns: What is violated, in one line; nil if all holds.
    public func conservationViolation() -> String? {
        let followsService = configuration.parts.contains(.service)
        for (type, tally) in contacts.enumerated() {
            let stillInside = inside[type].total
            let left =
                followsService ? tally.left : tally.left + tally.answered + tally.calledBack
            if tally.arrived != left + stillInside {
                return "contact type \(type): \(tally.arrived) arrived, but \(left) left"
                    + " and \(stillInside) are inside"
            }
            let service =
                tally.answered + tally.callbacksAccepted - tally.ended - tally.endedUnrecorded
                - tally.lostAfterTransfer - tally.callbacksLost
            let served = inside[type].inService + inside[type].passedOn
            if followsService, service != served {
                return "contact type \(type): \(service) answered or to be called back and not"
                    + " ended, but \(served) are in service or passed on"
            }
            let waiting = tally.queued - tally.queuesEnded
            if waiting != inside[type].waiting {
                return "contact type \(type): \(waiting) queued and neither answered nor"
                    + " abandoned, but \(inside[type].waiting) are waiting"
            }
            let sessions = tally.sessionsStarted - tally.sessionsEnded
            if sessions != inside[type].inSession {
                return "contact type \(type): \(sessions) sessions started and not ended, but"
                    + " \(inside[type].inSession) are in progress"
            }
        }
        if let contactsReported, contactsReported != contactsSeen {
            return "the log's end reports \(contactsReported) contacts, but \(contactsSeen) arrived"
        }
        return nil
    }

    /// Checks Little's law as an exact identity: the integral of the queue length over the window
    /// equals the waiting times inside the window, summed wait by wait.
    ///
    /// - Returns: What is violated, in one line; nil if all holds.
    public func littlesLawViolation() -> String? {
        for type in contacts.indices where time.waiting[type] != waitInsideWindow[type] {
            return "contact type \(type): the queue's integral is \(time.waiting[type]) ns, but"
                + " its waits inside the window sum to \(waitInsideWindow[type]) ns"
        }
        return nil
    }

    /// Checks that distributions and intervals add up to the totals.
    private func partsViolation() -> String? {
        let parts = configuration.parts
        for (type, tally) in contacts.enumerated() {
            if parts.contains(.waitDistribution),
                waits[type].count != tally.waitsEnded
                    || waits[type].sum != tally.waitOfAnswered + tally.waitOfAbandoned
                        + tally.waitOfDisconnected
            {
                return "contact type \(type): the distribution of waits does not add up"
            }
            if parts.contains(.handlingDistribution),
                handlingTimes[type].count != tally.ended
                    || handlingTimes[type].sum != tally.talkTime + tally.afterContactTime
            {
                return "contact type \(type): the distribution of handling times does not add up"
            }
            if parts.contains(.latencyDistribution),
                latencies[type].count != tally.prompts
                    || latencies[type].sum != tally.latencyTime
            {
                return "contact type \(type): the distribution of latencies does not add up"
            }
        }
        return nil
    }
}
