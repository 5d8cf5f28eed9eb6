import Foundation

/// The fluid limit of voice agents before human agents, with callers who return.
///
/// Contacts flow into sessions of voice agents (at most N), from there to human agents, and from
/// failures into an orbit from which they return. With rates as below and x+ = max(x, 0)
///
///     A' = admitted - mu_A A
///     Q' = overflow + (1 - h) p_e mu_A A - mu_H min(Q, n) - theta (Q - n)+
///     R' = mu_A A [h r_h + (1 - h)(1 - p_e) d] + r_a theta (Q - n)+ + f mu_H min(Q, n) - delta R
///
/// where contacts that find all sessions in use overflow to human agents. Fluid limits are exact as
/// the scale grows; at a finite scale k they miss by about k^-1/2 near saturation.
/// Source of the form: Ding, Remerova, van der Mei and Zwart, "Fluid approximation of a call center
/// model with redials and reconnects", Performance Evaluation 92 (2015).
public struct FluidOrbit: Sendable {
    /// Sessions of voice agents, N.
    public var sessions: Double
    /// Human agents, n.
    public var agents: Double
    /// Mean session, in seconds: 1 / mu_A.
    public var sessionSeconds: Double
    /// Mean human conversation, in seconds: 1 / mu_H.
    public var talkSeconds: Double
    /// Mean patience, in seconds: 1 / theta.
    public var patienceSeconds: Double
    /// Mean time until a return, in seconds: 1 / delta.
    public var returnSeconds: Double
    /// Share of sessions that end in escalation if the caller does not hang up, p_e.
    public var escalated: Double
    /// Share of contained sessions that were wrong and return, d.
    public var defects: Double
    /// Share of sessions in which the caller hangs up, h, at a share of sessions in use in [0, 1].
    public var hangup: @Sendable (Double) -> Double
    /// Shares that return: after a hang-up, r_h; after abandonment, r_a; after human service, f.
    public var returns: (hangup: Double, abandonment: Double, service: Double)

    /// Stores a model; times in seconds, shares in [0, 1].
    public init(
        sessions: Double, agents: Double, sessionSeconds: Double, talkSeconds: Double,
        patienceSeconds: Double, returnSeconds: Double, escalated: Double, defects: Double,
        hangup: @escaping @Sendable (Double) -> Double,
        returns: (hangup: Double, abandonment: Double, service: Double)
    ) {
        self.sessions = sessions
        self.agents = agents
        self.sessionSeconds = sessionSeconds
        self.talkSeconds = talkSeconds
        self.patienceSeconds = patienceSeconds
        self.returnSeconds = returnSeconds
        self.escalated = escalated
        self.defects = defects
        self.hangup = hangup
        self.returns = returns
    }

    /// Contacts per hour that all sessions together can end.
    public var sessionCapacity: Double { sessions * 3600 / sessionSeconds }
    /// Contacts per hour that all human agents together can end.
    public var agentCapacity: Double { agents * 3600 / talkSeconds }

    /// What follows in equilibrium from a number of contacts per hour.
    public struct Flows: Equatable, Sendable {
        /// Contacts per hour that reach human agents.
        public var toHumans: Double
        /// Contacts per hour that abandon.
        public var abandoned: Double
        /// Contacts per hour that will return.
        public var returning: Double
    }

    /// The flows that contacts arriving at a constant rate cause.
    ///
    /// - Parameter contacts: Contacts per hour, returns included.
    /// - Returns: Flows per hour.
    public func flows(_ contacts: Double) -> Flows {
        let admitted = min(contacts, sessionCapacity)
        let h = hangup(min(contacts / sessionCapacity, 1))
        let toHumans = contacts - admitted + (1 - h) * escalated * admitted
        let abandoned = max(toHumans - agentCapacity, 0)
        let failed = h * returns.hangup + (1 - h) * (1 - escalated) * defects
        return Flows(
            toHumans: toHumans, abandoned: abandoned,
            returning: admitted * failed + returns.abandonment * abandoned
                + returns.service * min(toHumans, agentCapacity))
    }

    /// The marginal reproduction number: further contacts that one more contact causes, the derivative
    /// of the returning flow, by central differences (relative error about 1e-9).
    public func reproduction(_ contacts: Double) -> Double {
        let step = contacts * 1e-6
        return (flows(contacts + step).returning - flows(contacts - step).returning) / (2 * step)
    }

    /// First contacts per hour at which a number of contacts per hour is an equilibrium.
    public func firstContacts(at contacts: Double) -> Double {
        contacts - flows(contacts).returning
    }

    /// Equilibria for a rate of first contacts, in ascending order of contacts per hour.
    ///
    /// Looks for changes of sign on a grid of 20 000 points up to the rate at which every contact would
    /// return but the share of abandonment that does not, and halves each bracket to 1e-13.
    ///
    /// - Parameter first: First contacts per hour.
    /// - Returns: Contacts per hour; empty when the flow grows without bound.
    public func equilibria(first: Double) -> [Double] {
        let largest = Self.largest(first, self)
        let points = 20_000
        var found: [Double] = []
        var before = first
        for point in 1...points {
            let contacts = first + (largest - first) * Double(point) / Double(points)
            let signs = (firstContacts(at: before) - first, firstContacts(at: contacts) - first)
            if signs.0 == 0 {
                found.append(before)
            } else if signs.0 * signs.1 < 0 {
                found.append(root(before, contacts, first))
            }
            before = contacts
        }
        return found
    }

    private func root(_ low: Double, _ high: Double, _ first: Double) -> Double {
        var (low, high) = (low, high)
        let rises = firstContacts(at: high) > first
        for _ in 0..<100 where (high - low) > 1e-13 * high {
            let middle = (low + high) / 2
            if (firstContacts(at: middle) > first) == rises { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }

    private static func largest(_ first: Double, _ model: FluidOrbit) -> Double {
        let worst = max(model.returns.abandonment, model.returns.service)
        let kept = max(1 - worst, 1e-3)
        return (first + model.sessionCapacity + model.agentCapacity) / kept
    }

    /// The rates of first contacts at which an equilibrium vanishes (folds), ascending in contacts:
    /// extremes of `firstContacts(at:)`, by a grid of 20 000 points and golden sections to 1e-12.
    ///
    /// - Parameter upTo: Contacts per hour up to which to look.
    /// - Returns: Contacts per hour and first contacts per hour of each fold.
    public func folds(upTo: Double) -> [(contacts: Double, first: Double)] {
        let points = 20_000
        let step = upTo / Double(points)
        func value(_ point: Int) -> Double { firstContacts(at: step * Double(point)) }
        var found: [(Double, Double)] = []
        for point in 2..<points {
            let (before, here, after) = (value(point - 1), value(point), value(point + 1))
            guard (here - before) * (after - here) < 0 else { continue }
            let sign = here > before ? -1.0 : 1.0
            let contacts = lowest(step * Double(point - 1), step * Double(point + 1)) {
                sign * firstContacts(at: $0)
            }
            found.append((contacts, firstContacts(at: contacts)))
        }
        return found
    }

    private func lowest(_ from: Double, _ to: Double, _ value: (Double) -> Double) -> Double {
        let golden = (5.0.squareRoot() - 1) / 2
        var (low, high) = (from, to)
        for _ in 0..<120 {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if value(left) < value(right) { high = right } else { low = left }
        }
        return (low + high) / 2
    }
}
