/// What a planner may write that would silently do nothing, or never end, with the message of each.
let noEffectInputs: [WrongInput] = [
    // Attributes that the routing does not look at.
    WrongInput(
        "after: 30s,", "after: 30s, rank: 2,",
        "desk.yaml:25: error: agentGroups.field.skills.sales.rank has no effect: the routing does "
            + "not look at it; known to do so: contactFor: queuePriority, contactFor: preference"),
    WrongInput(
        "queueCapacity: 50", "routing: {agentFor: random}",
        "desk.yaml:25: error: agentGroups.field.skills.sales.level has no effect: the routing does "
            + "not look at it; known to do so: agentFor: longestIdle, agentFor: lowestOccupancy, "
            + "agentFor: preference"),
    WrongInput(
        "queueCapacity: 50", "routing: {contactFor: longestQueue}",
        "desk.yaml:12: error: contactTypes.sales.priorityAfter has no effect: the routing does not "
            + "look at it; known to do so: contactFor: priorityThenLongestWait, contactFor: "
            + "longestWeightedWait, contactFor: lastComeFirstServed"),
    WrongInput(
        "queueCapacity: 20", "weight: 2",
        "desk.yaml:8: error: contactTypes.sales.weight has no effect: the routing does not look at "
            + "it; known to do so: contactFor: longestWeightedWait, contactFor: preference"),
    WrongInput(
        "queueCapacity: 20", "queueShare: 30%",
        "desk.yaml:8: error: contactTypes.sales.queueShare has no effect: the routing does not look "
            + "at it; known to do so: contactFor: queueRatio"),
    WrongInput(
        "size: 4", "size: 4\n    idleShare: 30%",
        "desk.yaml:19: error: agentGroups.desk.idleShare has no effect: the routing does not look "
            + "at it; known to do so: agentFor: queueRatio"),
    WrongInput(
        "size: 4", "size: 4\n    weight: 2",
        "desk.yaml:19: error: agentGroups.desk.weight has no effect: the routing does not look at "
            + "it; known to do so: agentFor: preference"),
    WrongInput(
        "size: 4", "size: 4\n    region: north",
        "desk.yaml:19: error: agentGroups.desk.region has no effect: the routing does not look at "
            + "it; known to do so: agentFor: localSpecialist"),
    WrongInput(
        "after: 30s,", "after: 30s, weight: 2,",
        "desk.yaml:25: error: agentGroups.field.skills.sales.weight has no effect: the routing does "
            + "not look at it; known to do so: agentFor: preference, contactFor: "
            + "longestWeightedWait, contactFor: preference"),
    // Conditions that never hold.
    WrongInput(
        "reserve: 1, level", "reserve: 3, level",
        "desk.yaml:25: error: agentGroups.field.skills.sales.reserve should be below the 3 agents "
            + "of the group, or it never helps"),
    WrongInput(
        "reserve: 1, level", "whenWaiting: 21, level",
        "desk.yaml:25: error: agentGroups.field.skills.sales.whenWaiting is above the queue's "
            + "capacity of 20, so the group never helps"),
    WrongInput(
        "accept: 40%, reserve: 1", "accept: 40%, reserve: 4",
        "desk.yaml:9: error: contactTypes.sales.callback.reserve should be below the 4 agents of "
            + "the largest group, or nobody is ever called back"),
    WrongInput(
        "queueCapacity: 20", "queueCapacity: 51",
        "desk.yaml:8: error: contactTypes.sales.queueCapacity has no effect: all queues together "
            + "have room for 50 (queueCapacity)"),
    WrongInput(
        "reached: 40%", "reached: 40%, leastIdle: 8",
        "desk.yaml:14: error: contactTypes.repair.outbound.leastIdle is above the 7 agents of all "
            + "groups, so nobody is called"),
    WrongInput(
        "reached: 40%", "reached: 40%, leastIdleAble: 4",
        "desk.yaml:14: error: contactTypes.repair.outbound.leastIdleAble is above the 3 agents who "
            + "can serve the type, so nobody is called"),
    WrongInput(
        "from: [\"02:00\"], to: [\"05:00\"]", "from: [\"12:00\"], to: [\"15:00\"]",
        "desk.yaml:14: error: contactTypes.repair.outbound.from is after the end of the run, so "
            + "nobody is called"),
    WrongInput(
        "repair: {talk: {distribution: exponential, mean: 5min}}",
        "repair: {talk: {distribution: deterministic, value: 0s}}",
        "desk.yaml:26: error: agentGroups.field.skills.repair.talk should take time: the dialer "
            + "would call without end at one instant"),
    // Keys that another key makes void.
    WrongInput(
        "whenPredicted: 1min, predictor", "predictor",
        "desk.yaml:9: error: contactTypes.sales.callback.predictor has no effect: whenPredicted is "
            + "not given"),
    WrongInput(
        ", tolerance: {distribution: exponential, mean: 5min}", "",
        "desk.yaml:10: error: contactTypes.sales.announcement has no effect: nobody minds it "
            + "(tolerance, patienceFactor)"),
    WrongInput(
        "redial: {afterAbandon: {probability: 30%, delay: {distribution: deterministic, value: "
            + "9min}}}",
        "redial: {keepsDraws: true}",
        "desk.yaml:11: error: contactTypes.sales.redial.keepsDraws has no effect: no caller comes "
            + "back"),
    WrongInput(
        "probability: 30%,", "becomes: sales, probability: 30%,",
        "desk.yaml:11: error: contactTypes.sales.redial.afterAbandon.becomes has no effect: it is "
            + "the same contact type"),
    WrongInput(
        "stays: 50%", "stays: 0%",
        "desk.yaml:20: error: agentGroups.desk.skills.sales.transfer.conference has no effect: the "
            + "first agent never stays (stays)"),
    WrongInput(
        "stays: 50%,", "stays: 100%, briefing: {distribution: deterministic, value: 9s},",
        "desk.yaml:20: error: agentGroups.desk.skills.sales.transfer.briefing has no effect: the "
            + "first agent always stays (stays)"),
    WrongInput(
        "reached: 40%", "reached: 40%, rule: one, numbers: 2",
        "desk.yaml:14: error: contactTypes.repair.outbound.numbers has no effect: rule one does not "
            + "look at it"),
    WrongInput(
        "reached: 40%", "reached: 40%, lost: 5%",
        "desk.yaml:14: error: contactTypes.repair.outbound.lost has no effect: only rule predictive "
            + "looks at it"),
    WrongInput(
        "rightParty: 80%, ", "",
        "desk.yaml:14: error: contactTypes.repair.outbound.wrongPartyTalk has no effect: everyone "
            + "reached is the right party (rightParty)"),
    WrongInput(
        "queueCapacity: 20",
        "queueCapacity: 20\n    outbound: {from: [\"02:00\"], to: [\"05:00\"], "
            + "reached: 40%}",
        "desk.yaml:9: error: contactTypes.sales.outbound has no effect: the type has arrivals; give "
            + "outbound contacts a type of their own"),
    // Contacts that come from nowhere, go round, or never leave.
    WrongInput(
        "outbound: {from: [\"02:00\"], to: [\"05:00\"], reached: 40%, rightParty: 80%, "
            + "wrongPartyTalk: {distribution: deterministic, value: 20s}}",
        "menu: {duration: {distribution: deterministic, value: 9s}}",
        "desk.yaml:14: error: contactTypes.repair.menu has no effect: contacts come to the type by a "
            + "transfer only, which neither meets it nor is refused; say it of the type that they "
            + "arrive as"),
    WrongInput(
        "  - name: repair\n", "  - name: fax\n  - name: repair\n",
        "desk.yaml:13: error: nobody ever serves contact type 'fax': no agent group has the skill"),
]
