import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import TwinPrimitives
import TwinSimulation

/// What happens in one replication, one line an event: instant in seconds, what, who.
///
/// Left out are the start, the end, changes of plans, the menu and agents who sign in at 0.
struct Story {
    let lines: [String]

    init(_ twin: TwinConfiguration, seed: UInt64 = 1) {
        lines = SmallCenter.events(twin, seed: seed).compactMap { timed in
            Self.text(timed.event, at: timed.time.seconds).map { "\(timed.time.seconds) \($0)" }
        }
    }

    /// The lines that contain one of some words.
    func lines(with words: String...) -> [String] {
        lines.filter { line in words.contains { line.contains($0) } }
    }

    private static func text(_ event: ContactCenterEvent, at seconds: Double) -> String? {
        switch event {
        case .contactArrived(let fact):
            let type = fact.contactType.rawValue
            let cause = fact.cause == .first ? "" : " \(fact.cause)"
            return "arrived \(fact.contact.rawValue)" + (type == 0 ? "" : " type \(type)") + cause
                + (fact.attempt == 0 ? "" : " attempt \(fact.attempt)")
        case .contactBlocked(let fact): return "blocked \(fact.contact.rawValue)"
        case .contactBalked(let fact): return "balked \(fact.contact.rawValue)"
        case .contactQueued(let fact): return "queued \(fact.contact.rawValue)"
        case .contactAnswered(let fact):
            return "answered \(fact.contact.rawValue) by \(fact.agent.rawValue)"
        case .contactAbandoned(let fact): return "abandoned \(fact.contact.rawValue)"
        case .contactDisconnected(let fact): return "cut off \(fact.contact.rawValue)"
        case .contactEnded(let fact): return "ended \(fact.contact.rawValue)"
        case .redialScheduled(let fact): return "redial in \(fact.delay.seconds)"
        default: return rareText(event, at: seconds)
        }
    }

    private static func rareText(_ event: ContactCenterEvent, at seconds: Double) -> String? {
        switch event {
        case .callbackOffered(let fact): return "offered callback \(fact.contact.rawValue)"
        case .callbackAccepted(let fact): return "accepted callback \(fact.contact.rawValue)"
        case .callbackDialled(let fact):
            return "called back \(fact.contact.rawValue) by \(fact.agent.rawValue)"
        case .contactTransferred(let fact):
            return "passed on \(fact.contact.rawValue) by \(fact.agent.rawValue)"
                + " to \(fact.contactType.rawValue)" + (fact.agentStays ? " staying" : "")
        case .agentReleased(let fact):
            return "released \(fact.agent.rawValue) from \(fact.contact.rawValue)"
        case .holdStarted(let fact): return "hold \(fact.contact.rawValue)"
        case .holdEnded(let fact): return "off hold \(fact.contact.rawValue)"
        case .breakStarted(let fact): return "break \(fact.agent.rawValue)"
        case .breakEnded(let fact): return "back \(fact.agent.rawValue)"
        case .afterContactWorkEnded(let fact): return "free \(fact.agent.rawValue)"
        case .agentSignedIn(let fact): return seconds == 0 ? nil : "in \(fact.agent.rawValue)"
        case .agentSignedOut(let fact): return "out \(fact.agent.rawValue)"
        case .numberDialled(let fact): return fact.reached ? "dialled" : "dialled in vain"
        case .sessionRefused(let fact): return "refused \(fact.contact.rawValue)"
        case .sessionEnded(let fact): return "session \(fact.outcome)"
        case .leverMoved(let fact):
            return "lever \(fact.lever) \(fact.setting) \(fact.value) \(fact.cause)"
        case .faultStarted(let fact): return "fault \(fact.fault) of \(fact.pool.rawValue)"
        case .faultEnded(let fact): return "mended \(fact.fault) of \(fact.pool.rawValue)"
        default: return nil
        }
    }
}

/// A contact type with arrivals at given instants.
func type(_ arrivals: [Double], _ change: (inout ContactTypeConfiguration) -> Void = { _ in })
    -> ContactTypeConfiguration
{
    var type = ContactTypeConfiguration(name: "type", arrivals: .trace(arrivals))
    change(&type)
    return type
}

/// A skill with a constant conversation time.
func skill(_ seconds: Double, _ change: (inout Skill) -> Void = { _ in }) -> Skill {
    var skill = Skill(talk: .deterministic(seconds))
    change(&skill)
    return skill
}

/// A small center: groups of given sizes with their skills.
func center(
    _ types: [ContactTypeConfiguration], _ groups: [(size: Double, skills: [Skill?])],
    horizon: Double = 1000, _ change: (inout TwinConfiguration) -> Void = { _ in }
) -> TwinConfiguration {
    var twin = SmallCenter.twin(
        types: types,
        groups: groups.map { SmallCenter.group("group", size: $0.size, skills: $0.skills) },
        horizonSeconds: horizon)
    change(&twin)
    return twin
}
