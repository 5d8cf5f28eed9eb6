/// The fluid limit of a center whose callers meet voice agents first, human agents then, and come
/// back after failures: the model of `FluidOrbit` for sessions of any kind.
///
/// Length and outcome of a session may depend on the share of sessions in use (slower answers, more
/// hang-ups), patience has any law, and each kind of failure has an orbit of its own. Contacts that
/// find no session free go to the human agents or are lost. Fluid limits are exact as the scale
/// grows; `missedShare` says what they may miss at a finite scale.
public struct FluidCenter: Sendable {
    /// What becomes of a session.
    public struct Session: Equatable, Sendable {
        /// Mean length, in seconds.
        public var seconds: Double
        /// Share in which the caller hangs up.
        public var hungUp: Double
        /// Share that goes on to a human agent.
        public var escalated: Double
        /// Share that ends as served and was not.
        public var wrong: Double

        /// Stores a session; the shares sum to at most 1.
        public init(seconds: Double, hungUp: Double, escalated: Double, wrong: Double) {
            self.seconds = seconds
            self.hungUp = hungUp
            self.escalated = escalated
            self.wrong = wrong
        }
    }

    /// Who comes back after a failure, and when.
    public struct Return: Equatable, Sendable {
        /// Share that comes back, in [0, 1].
        public var share: Double
        /// Mean time until then, in seconds.
        public var seconds: Double

        /// Stores a return.
        public init(share: Double = 0, seconds: Double = 0) {
            self.share = share
            self.seconds = seconds
        }
    }

    /// The failures after which callers come back.
    public enum Failure: Int, CaseIterable, Sendable {
        /// Hung up on a voice agent.
        case hangup
        /// Wrongly ended as served by a voice agent.
        case unresolved
        /// Abandoned the queue.
        case abandonment
        /// Served by a human agent, and calls about it again.
        case service
        /// Found no session free and was lost.
        case refusal
    }

    /// Sessions of voice agents; infinite when unlimited.
    public var sessions: Double
    /// Human agents.
    public var agents: Double
    /// Mean handling time of a human agent, in seconds.
    public var handlingSeconds: Double
    /// Whether contacts that find no session free are lost, not sent to human agents.
    public var losesWhenFull: Bool
    /// A session at a share of sessions in use in [0, 1].
    public var session: @Sendable (Double) -> Session
    /// How the queue loses the impatient.
    public var patience: FluidPatience
    /// Who comes back, by the raw value of `Failure`.
    public var returns: [Return]

    /// Stores a center; `returns` by failure, none where left out.
    public init(
        sessions: Double, agents: Double, handlingSeconds: Double, losesWhenFull: Bool = false,
        patience: FluidPatience, returns: [Failure: Return],
        session: @escaping @Sendable (Double) -> Session
    ) {
        self.sessions = sessions
        self.agents = agents
        self.handlingSeconds = handlingSeconds
        self.losesWhenFull = losesWhenFull
        self.patience = patience
        self.returns = Failure.allCases.map { returns[$0] ?? Return() }
        self.session = session
    }

    /// Contacts per hour that all sessions together can end when all are in use.
    public var sessionCapacity: Double { sessions * 3600 / session(1).seconds }
    /// Contacts per hour that all human agents together can end.
    public var agentCapacity: Double { agents * 3600 / handlingSeconds }

    /// The share of contacts that the fluid limit may miss at a scale.
    ///
    /// A fluid loses nobody up to saturation. Where n servers are loaded with n erlangs chance
    /// makes them turn away sqrt(2 / (pi n)) of their contacts (Erlang B at that load; Jagerman,
    /// "Some properties of the Erlang loss function", Bell System Technical Journal 53 (1974)
    /// 525-551), and more than a fluid loses at any other load it does so by less, and by less
    /// where the impatient wait first. Summed over both tiers, as if all of them came back once;
    /// what these cause in turn, a factor of 1 / (1 - M), is left out. 5.6 % for 1200 sessions and
    /// 600 agents.
    ///
    /// - Parameter scale: Factor on sessions and agents, > 0.
    /// - Returns: The share.
    public func missedShare(scale: Double) -> Double {
        func turnedAway(_ servers: Double) -> Double {
            servers.isFinite ? (2 / (Double.pi * servers * scale)).squareRoot() : 0
        }
        return turnedAway(sessions) + turnedAway(agents)
    }

    /// Flows per hour at a state of rest.
    public struct Flows: Equatable, Sendable {
        /// Contacts, returns included.
        public var contacts: Double
        /// Share of sessions in use; 0 when unlimited.
        public var share: Double
        /// Contacts that reach the human agents or their queue.
        public var toHumans: Double
        /// Contacts that come back, by the raw value of `Failure`.
        public var returning: [Double]
        /// Contacts that abandon.
        public var abandoned: Double
        /// Callers who hang up on a voice agent.
        public var hungUp: Double

        /// First contacts per hour for which this is a state of rest.
        public var first: Double { contacts - returning.reduce(0, +) }
    }

    /// The state of rest at a place on the curve of all of them.
    ///
    /// - Parameter place: From 0; with capped sessions the share in use up to 1, and beyond it the
    ///   contacts over those at which the last session is taken; with unlimited sessions the flow
    ///   to human agents over what they can serve.
    /// - Returns: The flows.
    public func flows(at place: Double) -> Flows {
        guard sessions.isFinite else {
            let one = session(0)
            let contacts = place * agentCapacity / max(one.escalated, 1e-9)
            return flows(contacts: contacts, share: 0, of: one, admitted: contacts)
        }
        let share = min(place, 1)
        let one = session(share)
        let ended = sessions * share * 3600 / one.seconds
        return flows(
            contacts: ended * max(place, 1), share: share, of: one, admitted: ended)
    }

    private func flows(
        contacts: Double, share: Double, of one: Session, admitted: Double
    ) -> Flows {
        let refused = contacts - admitted
        let toHumans = (losesWhenFull ? 0 : refused) + one.escalated * admitted
        let abandoned = max(toHumans - agentCapacity, 0)
        let failures = [
            one.hungUp * admitted, one.wrong * admitted, abandoned,
            min(toHumans, agentCapacity), losesWhenFull ? refused : 0,
        ]
        return Flows(
            contacts: contacts, share: share, toHumans: toHumans,
            returning: zip(failures, returns).map { $0 * $1.share }, abandoned: abandoned,
            hungUp: one.hungUp * admitted)
    }

    /// The marginal reproduction number at a place: further contacts that one more contact causes,
    /// by central differences (relative error about 1e-6 where the curve is smooth).
    public func reproduction(at place: Double) -> Double {
        let step = max(place, 1e-3) * 1e-5
        let (above, below) = (flows(at: place + step), flows(at: max(place - step, 0)))
        return 1 - (above.first - below.first) / (above.contacts - below.contacts)
    }

    /// Marginal reproduction numbers of the four regimes at a share of sessions in use, feedback by
    /// the load left out: sessions and humans free, humans full, sessions full, both full.
    ///
    /// - Parameter share: Share of sessions in use, in [0, 1].
    /// - Returns: Four numbers; those with full sessions are nil when sessions are unlimited.
    public func regimes(share: Double) -> [Double?] {
        let one = session(share)
        func back(_ failure: Failure) -> Double { returns[failure.rawValue].share }
        let failed = one.hungUp * back(.hangup) + one.wrong * back(.unresolved)
        let full: [Double?] =
            !sessions.isFinite
            ? [nil, nil]
            : losesWhenFull
                ? [back(.refusal), back(.refusal)] : [back(.service), back(.abandonment)]
        return [
            failed + one.escalated * back(.service), failed + one.escalated * back(.abandonment),
        ] + full
    }
}
