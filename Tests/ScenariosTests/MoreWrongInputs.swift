/// More replacements: who serves, voice agents, the sweep, and YAML itself.
let moreWrongInputs: [WrongInput] = [
    WrongInput(
        "firstServedBy: voice",
        "firstServedBy: vioce",
        "small.yaml:8: error: contactTypes.regular.firstServedBy: no voice-agent pool "
            + "is named 'vioce'; did you mean 'voice'?; known: voice"),
    WrongInput(
        "firstServedBy: voice",
        "priority: 1",
        "small.yaml:14: error: voiceAgents.voice has no effect: no contact type says "
            + "firstServedBy: voice, and no other pool passes contacts on to it"),
    WrongInput(
        "firstServedBy: voice",
        "firstServedBy: voice\n    priority: 128",
        "small.yaml:9: error: contactTypes.regular.priority: '128' should be between "
            + "-128 and 127"),
    WrongInput(
        "firstServedBy: voice",
        "firstServedBy: voice\n    priority: 1.5",
        "small.yaml:9: error: contactTypes.regular.priority: '1.5' is not a whole number"),
    WrongInput(
        "firstServedBy: voice",
        "firstServedBy: voice\n    redial: {afterAbandon: {probability: 1, delay: "
            + "{distribution: exponential, mean: 1h}}}",
        "small.yaml:9: error: contactTypes.regular.redial.afterAbandon.probability of "
            + "1 needs a limit, or the run may never end"),
    WrongInput(
        "firstServedBy: voice",
        "redial: {afterUnresolved: {probability: 0.5, delay: {distribution: "
            + "exponential, mean: 1h}}}",
        "small.yaml:8: error: contactTypes.regular.redial.afterUnresolved has no "
            + "effect: no voice agent serves this contact type first (firstServedBy)"),
    WrongInput(
        "patience: {distribution: exponential, mean: 3min}\n    firstServedBy: voice",
        "redial: {afterAbandon: {probability: 0.5, delay: {distribution: exponential, "
            + "mean: 1h}}}",
        "small.yaml:7: error: contactTypes.regular.redial.afterAbandon has no effect: "
            + "patience never ends, so nobody abandons"),
    WrongInput(
        "firstServedBy: voice",
        "firstServedBy: voice\n  - name: regular\n    arrivals: {process: poisson, "
            + "rate: 1/h}",
        "small.yaml:9: error: contactTypes: 'regular' appears twice; names of one list "
            + "differ"),
    WrongInput(
        "size: 6",
        "size: 0",
        "small.yaml:5: error: nobody ever serves contact type 'regular': staffing of "
            + "tellers is zero at all times"),
    WrongInput(
        "size: 6",
        "size: 6\n    present: {mean: 0%}",
        "small.yaml:5: error: nobody ever serves contact type 'regular': staffing of "
            + "tellers is zero at all times"),
    WrongInput(
        "size: 6",
        "size: 6\n    staffed: {interval: 10h, counts: [6]}",
        "small.yaml:10: error: agentGroups.tellers needs either size, staffed or shifts"),
    WrongInput(
        "size: 6",
        "cost: 38/h",
        "small.yaml:10: error: agentGroups.tellers needs either size, staffed or shifts"),
    WrongInput(
        "size: 6",
        "size: 6\n    cost: 38",
        "small.yaml:12: error: agentGroups.tellers.cost: '38' has no unit; known: /h, "
            + "/min, /d"),
    WrongInput(
        "{regular: {talk: {distribution: exponential, mean: 186s}}}",
        "{}",
        "small.yaml:12: error: agentGroups.tellers can serve nothing; known contact "
            + "types: regular"),
    WrongInput(
        "{regular: {talk",
        "{regulr: {talk",
        "small.yaml:12: error: agentGroups.tellers.skills: no contact type is named "
            + "'regulr'; did you mean 'regular'?; known: regular"),
    WrongInput(
        "{regular: {talk: {distribution: exponential, mean: 186s}}}",
        "{regular: {talk: {distribution: never}}}",
        "small.yaml:12: error: unknown distribution 'never'; known: exponential, "
            + "weibull, lognormal, gamma, deterministic, uniform, hyperexponential, "
            + "empirical, pareto, truncatedNormal, mixture, piecewiseHazard"),
    WrongInput(
        "{regular: {talk: {distribution: exponential, mean: 186s}}}",
        "{regular: {talk: 186s}}",
        "small.yaml:12: error: agentGroups.tellers.skills.regular.talk should be a "
            + "mapping with key 'distribution', not a single value"),
    WrongInput(
        "size: 6\n    skills:",
        "size: 6\n  - name: brokers\n    size: 1\n    skills:",
        "small.yaml:10: error: agentGroups.tellers needs key 'skills'"),
    WrongInput(
        "escalateTo: tellers",
        "escalateTo: teller",
        "small.yaml:23: error: voiceAgents.voice.escalateTo: no agent group is named "
            + "'teller'; did you mean 'tellers'?; known: tellers"),
    WrongInput(
        "fidelity: surrogate",
        "fidelity: sound",
        "small.yaml:15: error: unknown fidelity 'sound'; known: surrogate, text, channel, "
            + "channel-words, bank, audio"),
    WrongInput(
        "fidelity: surrogate",
        "fidelity: surrogate\n    dialogue: bank.yaml",
        "small.yaml:16: error: unknown key 'dialogue' in voiceAgents.voice; known: "
            + "fidelity, name, sessions, whenFull, share, otherwise, hours, whenClosed, "
            + "turn, takeover, handoff, cost, escalateTo, hangupUnderLoad, "
            + "turnsNeeded, defects, defectsDayCorrelation, scores, fallback, latency, "
            + "silencePatience, hangupPerTurn, "
            + "callerSpeech, prompt, …"),
    WrongInput(
        "defects: 4%",
        "defects: 104%",
        "small.yaml:17: error: voiceAgents.voice.defects: '104%' should be at most 100%"),
    WrongInput(
        "defects: 4%",
        "defects: 4",
        "small.yaml:17: error: voiceAgents.voice.defects: '4' is above 1 and has no %; write 4%"),
    WrongInput(
        "upper: 0.8}",
        "upper: 1.2}",
        "small.yaml:18: error: voiceAgents.voice.scores.wrong.upper: '1.2' is above 1 "
            + "and has no %; write 1.2%"),
    WrongInput(
        "{distribution: uniform, lower: 0, upper: 0.8}",
        "{distribution: exponential, mean: 0.3}",
        "small.yaml:18: error: unknown distribution 'exponential'; known: "
            + "deterministic, uniform, empirical, truncatedNormal, mixture"),
    WrongInput(
        "accept: 0.7, turnLimit: 20",
        "accept: 0.7",
        "small.yaml:19: error: voiceAgents.voice.fallback needs consecutiveFailures, "
            + "totalFailures or turnLimit, or a session may never end"),
    WrongInput(
        "accept: 0.7, turnLimit: 20",
        "accept: 70",
        "small.yaml:19: error: voiceAgents.voice.fallback.accept: '70' is above 1 and "
            + "has no %; write 70%"),
    WrongInput(
        "accept: 0.7, turnLimit: 20",
        "accept: 0.7, consecutiveFailures: 3, totalFailures: 2",
        "small.yaml:19: error: voiceAgents.voice.fallback.consecutiveFailures has no "
            + "effect: totalFailures (2) is reached before 3 in a row"),
    WrongInput(
        "800ms}}",
        "800ms}, tailScale: 2}",
        "small.yaml:20: error: voiceAgents.voice.latency.tailScale has no effect: "
            + "there is no tail beside it"),
    WrongInput(
        "    escalateTo: tellers",
        "routing: {agentFor: leastBusy}",
        "small.yaml:23: error: unknown routing.agentFor 'leastBusy'; known: longestIdle, "
            + "lowestOccupancy, random, preference, localSpecialist, queueRatio, expectedDelay"),
    WrongInput(
        "    escalateTo: tellers",
        "trunks: 0",
        "small.yaml:23: error: trunks: '0' should be between 1 and 1000000"),
    WrongInput(
        "    escalateTo: tellers",
        "serviceLevel: {threshold: 20s, target: 80s}",
        "small.yaml:23: error: serviceLevel.target: '80s' has the unit 's'; known: %, none"),
    WrongInput(
        "    escalateTo: tellers",
        "project: {axes: {voiceAgents.voice.defcts: [1%]}}",
        "small.yaml:23: error: project.axes: voiceAgents.voice.defcts=1%: no 'defcts' "
            + "in voiceAgents.voice; did you mean 'defects'?; known: fidelity, "
            + "name, sessions, whenFull, share, otherwise, hours, whenClosed, "
            + "turn, takeover, handoff, cost, escalateTo, hangupUnderLoad, turnsNeeded, "
            + "defects, defectsDayCorrelation, scores, fallback, latency, silencePatience, "
            + "hangupPerTurn, callerSpeech, "
            + "prompt, …"),
    WrongInput(
        "    escalateTo: tellers",
        "project: {axes: {voiceAgents.voice.defects: [1%, 200%]}}",
        "small.yaml:23: error: project.axes: voiceAgents.voice.defects=200%: "
            + "voiceAgents.voice.defects: '200%' should be at most 100%"),
    WrongInput(
        "    escalateTo: tellers",
        "project: {axes: {}}",
        "small.yaml:23: error: project.axes should not be empty"),
    WrongInput(
        "    escalateTo: tellers",
        "project: {axes: {voiceAgents.voice.defects: [1%, 1%]}}",
        "small.yaml:23: error: project.axes.voiceAgents.voice.defects: '1%' appears twice"),
    WrongInput(
        "    escalateTo: tellers",
        "project: {axes: {voiceAgents.voice.defects: [1%]}, hold: {abandonRate: 5%}}",
        "small.yaml:23: error: unknown key 'abandonRate' in project.hold; known: "
            + "abandonmentRate"),
    WrongInput(
        "name: Small",
        "name: &a Small",
        "small.yaml:2: error: anchors and aliases (& and *) are not used in model files"),
    WrongInput(
        "name: Small",
        "name: Small\n  bad indent: 1",
        "small.yaml:3: error: mapping values are not allowed in this context"),
    WrongInput(
        "name: Small",
        "name: [unclosed",
        "small.yaml:3: error: did not find expected ',' or ']'"),
    WrongInput(
        "name: Small",
        "name: 'unclosed",
        "small.yaml:2: error: quoted texts that do not end on their line are not used "
            + "in model files"),
    WrongInput(
        "contactTypes:",
        "contactTypes: []\nothers:",
        "small.yaml:5: error: unknown key 'others' in the scenario; known: calltwin, "
            + "name, seed, calendar, horizon, load, contactTypes, agentGroups, routing, trunks, "
            + "queueCapacity, closing, serviceLevel, segments, voiceAgents, levers, "
            + "faults, stations, project, published"),
    WrongInput(
        "rate: 90/h",
        "rate: 1e9/h",
        "small.yaml:6: error: contactTypes.regular.arrivals: more than 1000000000 contacts "
            + "are expected in all"),
    WrongInput(
        "name: Small",
        "\"a\\nb\": 1",
        "small.yaml:2: error: unknown key 'a\\u{A}b' in the scenario; known: calltwin, name, "
            + "seed, calendar, horizon, load, contactTypes, agentGroups, routing, trunks, "
            + "queueCapacity, closing, serviceLevel, segments, voiceAgents, levers, "
            + "faults, stations, project, published"),
    WrongInput(
        "name: Small",
        "name: \"two\\nlines\"",
        "small.yaml:2: error: name: 'two\\u{A}lines' holds a control character"),
    WrongInput(
        "name: regular",
        "name: \(String(repeating: "x", count: 5000))",
        "small.yaml:12: error: agentGroups.tellers.skills: no contact type is named 'regular'; "
            + "known: \(String(repeating: "x", count: 80))…"),
]
