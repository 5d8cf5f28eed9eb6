/// What stops a replication before its end: more of something than the simulator can tell apart.
public enum SimulationError: Error, Equatable, Sendable {
    /// More agents at once than notices can number.
    case tooManyAgents(planned: Int, limit: Int)
    /// A contact was still inside when the contact `limit` numbers after it arrived.
    case tooManyContactsInside(limit: Int)
    /// More callers wait to call again than notices can number.
    case tooManyCallersInOrbit(limit: Int)
    /// More contacts in one replication than there are numbers.
    case tooManyContacts(limit: UInt32)
    /// More notices in one replication than can be kept in order.
    case tooManyNotices(limit: UInt64)
    /// More requests at the stations of voice agents than can be told apart.
    case tooManyRequests(limit: Int)
}

extension SimulationError: CustomStringConvertible {
    /// One line: what happened, and what to change.
    public var description: String {
        switch self {
        case .tooManyAgents(let planned, let limit):
            "\(planned) agents are planned at once, at most \(limit) can be simulated: plan fewer"
        case .tooManyContactsInside(let limit):
            "a contact is still inside the center when the \(limit)th after it arrives: give"
                + " customers a finite patience, limit the trunks, or plan more agents"
        case .tooManyCallersInOrbit(let limit):
            "more than \(limit) callers wait to call again: lower the probability of another"
                + " attempt, shorten its delay, or limit the attempts"
        case .tooManyContacts(let limit):
            "more than \(limit) contacts in one replication: simulate a shorter time, in more"
                + " replications"
        case .tooManyNotices(let limit):
            "more than \(limit) things to happen in one replication: simulate a shorter time, in"
                + " more replications, or limit the turns of a dialogue"
        case .tooManyRequests(let limit):
            "more than \(limit) requests wait at the stations of voice agents: give the stations"
                + " more servers, their requests a waitLimit or a timeout, or limit the sessions"
        }
    }
}
