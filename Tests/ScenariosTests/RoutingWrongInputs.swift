/// A right scenario with skills in conditions, callbacks, transfers, shifts and a dialer; the wrong
/// ones are made from it by replacing one piece of text.
let deskScenario = """
    calltwin: 1
    name: Desk
    horizon: {duration: 10h}
    contactTypes:
      - name: sales
        arrivals: {process: poisson, rate: 60/h}
        patience: {distribution: exponential, mean: 3min}
        queueCapacity: 20
        callback: {whenPredicted: 1min, predictor: lastWait, accept: 40%, reserve: 1}
        announcement: {predictor: lastWait, tolerance: {distribution: exponential, mean: 5min}}
        redial: {afterAbandon: {probability: 30%, delay: {distribution: deterministic, value: 9min}}}
        priorityAfter: {waits: [1min, 2min], priorities: [2, 3]}
      - name: repair
        outbound: {from: ["02:00"], to: ["05:00"], reached: 40%, rightParty: 80%, wrongPartyTalk: {distribution: deterministic, value: 20s}}
        priority: 1
    agentGroups:
      - name: desk
        size: 4
        skills:
          sales: {talk: {distribution: exponential, mean: 3min}, hold: {probability: 10%, duration: {distribution: exponential, mean: 30s}}, transfer: {probability: 10%, to: repair, stays: 50%, conference: {distribution: deterministic, value: 20s}}}
      - name: field
        shifts:
          - {name: day, start: "01:00", length: 8h, agents: 3, breaks: {after: [4h], lengths: [30min]}}
        skills:
          sales: {talk: {distribution: exponential, mean: 4min}, after: 30s, reserve: 1, level: 2}
          repair: {talk: {distribution: exponential, mean: 5min}}
    queueCapacity: 50
    """

/// Names, ranges and shapes of the keys of routing, queues, returns, transfers, shifts and dialers.
let routingWrongInputs: [WrongInput] = [
    // Words and names.
    WrongInput(
        "queueCapacity: 50", "routing: {agentFor: longestIdel}",
        "desk.yaml:27: error: unknown routing.agentFor 'longestIdel'; did you mean "
            + "'longestIdle'?; known: longestIdle, lowestOccupancy, random, preference, "
            + "localSpecialist, queueRatio, expectedDelay"),
    WrongInput(
        "queueCapacity: 50", "routing: {contactFor: priority}",
        "desk.yaml:27: error: unknown routing.contactFor 'priority'; known: "
            + "priorityThenLongestWait, longestWait, longestWeightedWait, longestQueue, "
            + "queuePriority, preference, queueRatio, expectedDelay, lastComeFirstServed"),
    WrongInput(
        "predictor: lastWait, accept", "predictor: last, accept",
        "desk.yaml:9: error: unknown contactTypes.sales.callback.predictor 'last'; known: "
            + "lastWait, headOfLine, expectedDelay"),
    WrongInput(
        "to: repair", "to: repairs",
        "desk.yaml:20: error: agentGroups.desk.skills.sales.transfer.to: no contact type is named "
            + "'repairs'; did you mean 'repair'?; known: sales, repair"),
    WrongInput(
        "probability: 30%,", "becomes: slaes, probability: 30%,",
        "desk.yaml:11: error: contactTypes.sales.redial.afterAbandon.becomes: no contact type is "
            + "named 'slaes'; did you mean 'sales'?; known: sales, repair"),
    WrongInput(
        "queueCapacity: 50", "closing: cut",
        "desk.yaml:27: error: unknown closing 'cut'; known: serveOut, cutOff"),
    // Missing keys.
    WrongInput(
        ", accept: 40%", "",
        "desk.yaml:9: error: contactTypes.sales.callback needs key 'accept'"),
    WrongInput(
        "to: repair, ", "",
        "desk.yaml:20: error: agentGroups.desk.skills.sales.transfer needs key 'to'"),
    WrongInput(
        "{predictor: lastWait, tolerance", "{tolerance",
        "desk.yaml:10: error: contactTypes.sales.announcement needs key 'predictor'"),
    WrongInput(
        ", to: [\"05:00\"]", "",
        "desk.yaml:14: error: contactTypes.repair.outbound needs key 'to'"),
    WrongInput(
        ", length: 8h", "",
        "desk.yaml:23: error: agentGroups.field.shifts.day needs key 'length'"),
    WrongInput(
        "rightParty: 80%, wrongPartyTalk: {distribution: deterministic, value: 20s}",
        "rightParty: 80%",
        "desk.yaml:14: error: contactTypes.repair.outbound needs wrongPartyTalk beside rightParty"),
    // Ranges and units.
    WrongInput(
        "accept: 40%", "accept: 140%",
        "desk.yaml:9: error: contactTypes.sales.callback.accept: '140%' should be at most 100%"),
    WrongInput(
        "after: 30s,", "after: 30,",
        "desk.yaml:25: error: agentGroups.field.skills.sales.after: '30' has no unit; known: ms, s, "
            + "min, h, d"),
    WrongInput(
        "level: 2", "level: 0",
        "desk.yaml:25: error: agentGroups.field.skills.sales.level: '0' should be between 1 and 100"
    ),
    WrongInput(
        "reserve: 1, level", "reserve: -1, level",
        "desk.yaml:25: error: agentGroups.field.skills.sales.reserve: '-1' should be between 0 and "
            + "1000000"),
    WrongInput(
        "reached: 40%", "reached: 0%",
        "desk.yaml:14: error: contactTypes.repair.outbound.reached: '0%' should be above 0%"),
    WrongInput(
        "reached: 40%", "reached: 40%, retry: 0s",
        "desk.yaml:14: error: contactTypes.repair.outbound.retry: '0s' should be above 0s"),
    WrongInput(
        "rightParty: 80%", "rightParty: 0%",
        "desk.yaml:14: error: contactTypes.repair.outbound.rightParty: '0%' should be above 0%"),
    WrongInput(
        "reached: 40%", "reached: 40%, rule: fixed, numbers: 1.5",
        "desk.yaml:14: error: contactTypes.repair.outbound.numbers of rule fixed should be a whole "
            + "number"),
    WrongInput(
        "from: [\"02:00\"]", "from: [\"2 am\"]",
        "desk.yaml:14: error: contactTypes.repair.outbound.from.0: '2 am' is no time such as 07:00, "
            + "at most 24:00"),
    WrongInput(
        "from: [\"02:00\"]", "from: [\"06:00\"]",
        "desk.yaml:14: error: contactTypes.repair.outbound needs as many times in `to` as in `from`, "
            + "each after its beginning and before the next one"),
    WrongInput(
        "waits: [1min, 2min]", "waits: [2min, 1min]",
        "desk.yaml:12: error: contactTypes.sales.priorityAfter.waits should ascend"),
    WrongInput(
        "waits: [1min, 2min]", "waits: [1min]",
        "desk.yaml:12: error: contactTypes.sales.priorityAfter has 1 waits, but 2 priorities"),
    WrongInput(
        "priorities: [2, 3]", "priorities: [3, 2]",
        "desk.yaml:12: error: contactTypes.sales.priorityAfter.priorities should be whole numbers "
            + "that ascend"),
    WrongInput(
        "priorities: [2, 3]", "priorities: [0, 3]",
        "desk.yaml:12: error: contactTypes.sales.priorityAfter.priorities should rise above the "
            + "priority of 0 on arrival"),
    WrongInput(
        "after: [4h], lengths", "after: [7.75h], lengths",
        "desk.yaml:23: error: agentGroups.field.shifts.day.breaks.after: breaks should follow one "
            + "another and lie within the shift"),
    WrongInput(
        "lengths: [30min]", "lengths: [30min, 10min]",
        "desk.yaml:23: error: agentGroups.field.shifts.day.breaks has 1 beginnings, but 2 lengths"),
    WrongInput(
        "length: 8h", "length: 25h",
        "desk.yaml:23: error: agentGroups.field.shifts.day.length is longer than a day"),
    WrongInput(
        "agents: 3", "agents: 3, weekdays: [mon]",
        "desk.yaml:23: error: agentGroups.field.shifts.day.weekdays needs a calendar, not a horizon"
    ),
    WrongInput(
        "probability: 30%, delay", "probability: 100%, delay",
        "desk.yaml:11: error: contactTypes.sales.redial.afterAbandon.probability of 1 needs a limit, "
            + "or the run may never end"),
    WrongInput(
        "afterAbandon: {probability: 30%, delay: {distribution: deterministic, value: 9min}}",
        "afterBlocked: {probability: 1, delay: {distribution: deterministic, value: 0s}}",
        "desk.yaml:11: error: contactTypes.sales.redial.afterBlocked.delay of no time needs a limit: "
            + "a caller who is refused would try again for ever at one instant"),
    WrongInput(
        "size: 4", "size: 4\n    pace: {distribution: deterministic, value: 0}",
        "desk.yaml:19: error: agentGroups.desk.pace should not be 0 for all"),
]
