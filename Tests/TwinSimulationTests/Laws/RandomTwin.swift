import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import TestSupport
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// What a random center may have beside queues, talk and patience.
enum Feature: Int, CaseIterable {
    case after, whenWaiting, reserve, priorities, policies, menu, balking, announcement, capacity
    case trunks, callback, redial, change, holds, transfers, shifts, pace, fractions, dialer
    case initial, headStart, voice, closing, channels, chats, levers, faults, overflow
}

/// A small random center, determined by its seed and the features that it may have.
struct RandomTwin {
    let seed: UInt64
    let features: Set<Feature>
    let horizon: Double
    private(set) var twin: TwinConfiguration
    private let streams: RandomStreams

    init(seed: UInt64, features: Set<Feature> = Set(Feature.allCases), horizon: Double = 2400) {
        self.seed = seed
        self.features = features
        self.horizon = horizon
        streams = RandomStreams(seed: seed, replication: 0)
        twin = SmallCenter.twin(types: [], groups: [], horizonSeconds: horizon)
        make()
    }

    /// A uniform number of a place: leaving a feature out moves no other.
    private func uniform(_ feature: Feature, _ place: Int, _ draw: Int) -> Double {
        streams.uniform(
            .testing,
            CallerKey(
                contactType: ContactTypeID(UInt16(feature.rawValue)),
                ordinal: UInt32(100 * place + draw)))
    }

    private func basic(_ place: Int, _ draw: Int) -> Double {
        streams.uniform(
            .testing,
            CallerKey(contactType: ContactTypeID(99), ordinal: UInt32(100 * place + draw)))
    }

    /// Whether a feature is there at a place, of all places with it the given share.
    private func has(_ feature: Feature, _ place: Int, share: Double = 0.4) -> Bool {
        features.contains(feature) && uniform(feature, 0, 0) < 0.6
            && uniform(feature, place, 1) < share
    }

    private func seconds(_ feature: Feature, _ place: Int, _ draw: Int, mean: Double) -> Law {
        // Whole numbers at times, so that things happen at one instant.
        let value = mean * (0.2 + 1.6 * uniform(feature, place, draw))
        return uniform(feature, place, draw + 1) < 0.4
            ? .deterministic((value / 5).rounded() * 5 + 5) : .exponential(mean: value + 1)
    }

    private mutating func make() {
        let types = 1 + Int(basic(0, 0) * 4)
        let groups = 1 + Int(basic(0, 1) * 3)
        var center = twin.center
        center.contactTypes = (0..<types).map { contactType($0, of: types) }
        center.agentGroups = (0..<groups).map { group($0, of: groups, types: types) }
        if has(.capacity, 90) { center.queueCapacity = Int(uniform(.capacity, 90, 2) * 8) }
        if has(.trunks, 90, share: 1) { center.trunks = 3 + Int(uniform(.trunks, 90, 2) * 8) }
        if has(.closing, 90, share: 1) {
            center.closing = .cutOff([horizon / 2, horizon * 0.9, horizon])
        }
        if features.contains(.policies), uniform(.policies, 0, 0) < 0.8 {
            let agents = RoutingPolicies.agentSelections
            let contacts = RoutingPolicies.contactSelections
            center.routing = RoutingConfiguration(
                agentFor: agents[Int(uniform(.policies, 1, 0) * Double(agents.count))].keyword,
                contactFor: contacts[Int(uniform(.policies, 2, 0) * Double(contacts.count))].keyword
            )
        }
        let pools =
            center.contactTypes.contains { $0.firstServedBy != nil } ? self.pools() : []
        twin = SmallCenter.twin(
            types: center.contactTypes, groups: center.agentGroups, pools: pools,
            horizonSeconds: horizon)
        var description = twin.description
        description.contactsAtOnce = center.contactTypes.map(\.atOnce)
        twin = TwinConfiguration(
            center: center, voicePools: pools,
            plan: pools.isEmpty ? OperatingPlan() : plan(pools: pools.count),
            description: description)
    }

    /// One pool, or two of which the first passes contacts on to the second.
    private func pools() -> [VoicePoolConfiguration] {
        guard features.contains(.overflow), uniform(.overflow, 0, 0) < 0.6 else { return [pool()] }
        var first = pool()
        var second = pool()
        let targets = [VoiceOverflow.human, .lost, .pool(VoicePoolID(1))]
        func target(_ draw: Int) -> VoiceOverflow {
            targets[Int(uniform(.overflow, 1, draw) * 3)]
        }
        first.whenFull = target(0)
        first.otherwise = target(1)
        first.whenClosed = target(2)
        first.share = 0.3 + 0.7 * uniform(.overflow, 2, 0)
        second.name = "second"
        second.handoff.talkFactor = 0.5
        if uniform(.overflow, 3, 0) < 0.5 {
            second.hours = OpenHours([0..<horizon / 3, horizon / 2..<horizon])
        }
        return [first, second]
    }

    /// Levers at whole minutes, so that several move at one instant, rules, and faults.
    private func plan(pools: Int) -> OperatingPlan {
        var plan = OperatingPlan()
        func pool(_ feature: Feature, _ place: Int) -> VoicePoolID {
            VoicePoolID(UInt16(uniform(feature, place, 9) * Double(pools)))
        }
        for place in 0..<6 where has(.levers, place, share: 0.7) {
            let setting = LeverSetting.allCases[Int(uniform(.levers, place, 2) * 8)]
            let size = uniform(.levers, place, 3)
            let value: UInt32 =
                switch setting {
                case .operation: UInt32(size * 3)
                case .sessions: UInt32(size * 5)
                case .share: UInt32(size * Double(LeverMoved.wholeShare))
                case .accept, .confirm: UInt32(size * 1024)
                case .consecutiveFailures, .totalFailures, .turnLimit: 1 + UInt32(size * 4)
                }
            let isRule = uniform(.levers, place, 4) < 0.3
            let at = (uniform(.levers, place, 5) * horizon / 60).rounded(.down) * 60
            plan.levers.append(
                LeverPlan(
                    pool: pool(.levers, place),
                    moment: isRule
                        ? .rule(
                            LeverRule(
                                waitingAbove: Int(size * 4), holdsSeconds: 60, waitingBelow: 1,
                                everySeconds: 30)) : .at(at),
                    changes: [LeverChange(setting, value), LeverChange(.operation, 0)]))
        }
        for place in 0..<3 where has(.faults, place, share: 0.7) {
            let size = uniform(.faults, place, 2)
            let start = (uniform(.faults, place, 3) * horizon / 60).rounded(.down) * 60
            plan.faults.append(
                FaultPlan(
                    name: "fault \(place)",
                    timing: uniform(.faults, place, 4) < 0.3
                        ? .random(perDay: 100, length: .exponential(mean: 60))
                        : .planned(start: start, length: 300),
                    recoverySeconds: uniform(.faults, place, 5) < 0.5 ? 0 : 120,
                    effects: (0..<pools).map { pool in
                        (
                            VoicePoolID(UInt16(pool)),
                            FaultEffect(
                                latencyFactor: 1 + 4 * size, defectsFactor: 3,
                                dropsSessions: size, refusesSessions: 1 - size)
                        )
                    }))
        }
        return plan
    }

    private func pool() -> VoicePoolConfiguration {
        var pool = SmallCenter.pool(
            turns: 2, defects: 0.3, wrong: .uniform(lower: 0, upper: 1),
            fallback: Fallback(accept: 0.5, consecutiveFailures: 1), sessions: 2,
            hangupUnderLoad: HangupUnderLoad(full: 0.5, steepness: 10, midpoint: 0.8),
            handoffTalkFactor: 1.2)
        pool.whenFull = uniform(.voice, 80, 1) < 0.5 ? .lost : .human
        return pool
    }

    private func contactType(_ place: Int, of types: Int) -> ContactTypeConfiguration {
        var type = ContactTypeConfiguration(
            name: "type \(place)",
            arrivals: SmallCenter.poisson(
                perHour: 20 + 100 * basic(place + 1, 2), hours: horizon / 3600),
            patience: basic(place + 1, 3) < 0.2 ? .never : seconds(.after, place + 20, 4, mean: 60))
        type.weight = 0.5 + basic(place + 1, 4)
        type.queueShare = 1 / Double(types)
        if basic(place + 1, 5) < 0.5 { type.region = "north" }
        if has(.priorities, place) {
            type.priority = Int8(uniform(.priorities, place, 2) * 3)
            type.prioritySteps = [PriorityStep(afterSeconds: 30, priority: 4)]
        }
        if has(.menu, place) {
            type.menu = Menu(duration: seconds(.menu, place, 2, mean: 10), hangup: 0.1)
        }
        if has(.balking, place) {
            type.balk = 0.1
            type.balkPerWaiting = 0.2
        }
        if has(.announcement, place, share: 0.6) {
            let predictors = WaitPredictor.allCases
            type.announcement = Announcement(
                predictor: predictors[Int(uniform(.announcement, place, 2) * 3)],
                tolerance: seconds(.announcement, place, 3, mean: 60), patienceFactor: 0.8)
        }
        if has(.capacity, place) { type.queueCapacity = Int(uniform(.capacity, place, 2) * 5) }
        if has(.callback, place, share: 0.6) {
            type.callback = CallbackOffer(
                whenWaiting: Int(uniform(.callback, place, 2) * 3), accept: 0.6,
                reserve: Int(uniform(.callback, place, 3) * 2),
                patience: seconds(.callback, place, 4, mean: 300), talkFactor: 0.8)
        }
        if has(.headStart, place) { type.headStartSeconds = 20 }
        if has(.channels, place) { type.channel = .chat }
        if has(.chats, place, share: 0.6) {
            type.channel = .chat
            type.atOnce = 2 + Int(uniform(.chats, place, 2) * 3)
            type.slowdown = uniform(.chats, place, 3) * 0.5
        }
        if has(.initial, place) { type.initialContacts = 3 }
        if has(.voice, place) { type.firstServedBy = VoicePoolID(0) }
        if has(.redial, place, share: 0.8) { type.returns = returns(place, of: types) }
        if has(.dialer, place) { dial(place, &type) }
        return type
    }

    private func dial(_ place: Int, _ type: inout ContactTypeConfiguration) {
        let rules: [DialingRule] = [
            .one, .fixed(2), .perIdleAgent(1.5), .predictive(lost: 0.05),
        ]
        type.arrivals = .trace([])
        type.outbound = Outbound(
            windows: [
                Outbound.Window(start: horizon * 0.1, end: horizon * 0.5),
                Outbound.Window(start: horizon * 0.6, end: horizon * 0.9),
            ], reached: 0.5, rule: rules[Int(uniform(.dialer, place, 2) * 4)], leastIdle: 1,
            rightParty: 0.7, wrongPartyTalk: .deterministic(5))
    }

    private func returns(_ place: Int, of types: Int) -> Returns {
        func again(_ draw: Int) -> Redial? {
            guard uniform(.redial, place, draw) < 0.6 else { return nil }
            var redial = Redial(
                probability: 0.5, delay: seconds(.redial, place, draw + 1, mean: 100), limit: 3)
            if has(.change, place) {
                redial.becomes = ContactTypeID(
                    UInt16(uniform(.change, place, draw) * Double(types)))
            }
            return redial
        }
        return Returns(
            afterAbandon: again(10), afterBlocked: again(20), afterService: again(30),
            afterUnresolved: again(40), keepsDraws: uniform(.redial, place, 50) < 0.3)
    }

    private func group(_ place: Int, of groups: Int, types: Int) -> AgentGroupConfiguration {
        // Every type has at least the group of its own number.
        let skills: [Skill?] = (0..<types).map { type in
            guard type % groups == place || basic(place + 10, type) < 0.5 else { return nil }
            return skill(place * types + type + 1, types: types)
        }
        let size = 1 + Int(basic(place + 10, 20) * 3)
        var group = SmallCenter.group("group \(place)", size: Double(size), skills: skills)
        if has(.fractions, place) {
            group.staffing = Staffing(
                breaks: [0, horizon / 3, horizon / 2],
                counts: [Double(size), Double(size) - 0.5, 1])
        }
        if has(.pace, place) { group.pace = .uniform(lower: 0.7, upper: 1.4) }
        group.weight = 0.5 + basic(place + 10, 21)
        group.idleShare = 1 / Double(groups)
        if basic(place + 10, 22) < 0.5 { group.region = "north" }
        if place == 0, has(.shifts, 0, share: 1) {
            let shifts = [shift(0), shift(1)]
            group.shifts = shifts
            group.staffing = Staffing(planOf: shifts)
        }
        return group
    }

    private func shift(_ place: Int) -> Shift {
        let length = horizon * 0.6
        return Shift(
            starts: [place == 0 ? 0 : horizon * 0.3], length: length, agents: 2,
            breaks: [Shift.Break(after: length / 3, length: length / 10)],
            showUp: 0.9,
            lateness: uniform(.shifts, place, 2) < 0.5 ? .exponential(mean: 30) : nil)
    }

    private func skill(_ place: Int, types: Int) -> Skill {
        var skill = Skill(
            talk: seconds(.holds, place + 40, 4, mean: 60),
            level: 1 + Int(basic(place + 30, 1) * 3),
            rank: 1 + Int(basic(place + 30, 2) * 3))
        if basic(place + 30, 3) < 0.5 { skill.afterContact = .deterministic(10) }
        if has(.after, place) { skill.afterSeconds = 20 }
        if has(.whenWaiting, place) { skill.whenWaiting = 2 }
        if has(.reserve, place) { skill.reserve = 1 }
        if has(.holds, place) {
            skill.hold = Hold(probability: 0.4, duration: seconds(.holds, place, 2, mean: 20))
        }
        if has(.transfers, place) {
            skill.transfer = Transfer(
                probability: 0.3,
                to: ContactTypeID(UInt16(uniform(.transfers, place, 2) * Double(types))),
                served: uniform(.transfers, place, 3), delay: .deterministic(5), stays: 0.5,
                conference: .deterministic(15), briefing: .exponential(mean: 10))
        }
        return skill
    }
}
