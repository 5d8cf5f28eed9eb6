/// Replacements in the small scenario that make it wrong, each with its whole message.
let wrongInputs: [WrongInput] = [
    WrongInput(
        "calltwin: 1",
        "calltwim: 1",
        "small.yaml:1: error: unknown key 'calltwim' in the scenario; did you mean "
            + "'calltwin'?; known: calltwin, name, seed, calendar, horizon, contactTypes, "
            + "agentGroups, routing, trunks, serviceLevel, voiceAgents, project"),
    WrongInput(
        "calltwin: 1\n",
        "",
        "small.yaml:1: error: the scenario needs key 'calltwin'"),
    WrongInput(
        "calltwin: 1",
        "calltwin: one",
        "small.yaml:1: error: calltwin: 'one' is not a whole number"),
    WrongInput(
        "calltwin: 1",
        "calltwin: 0",
        "small.yaml:1: error: calltwin: '0' should be between 1 and 1"),
    WrongInput(
        "name: Small",
        "nmae: Small",
        "small.yaml:2: error: unknown key 'nmae' in the scenario; did you mean "
            + "'name'?; known: calltwin, name, seed, calendar, horizon, contactTypes, "
            + "agentGroups, routing, trunks, serviceLevel, voiceAgents, project"),
    WrongInput(
        "name: Small",
        "name: \"\"",
        "small.yaml:2: error: name: '' should be a text"),
    WrongInput(
        "name: Small",
        "name: [a, b]",
        "small.yaml:2: error: name should be a text, not a list"),
    WrongInput(
        "name: Small",
        "name: Small\nname: Again",
        "small.yaml:2: error: key 'name' appears twice"),
    WrongInput(
        "name: Small",
        "name: Small\nseed: -1",
        "small.yaml:3: error: seed: '-1' should be at least 0"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: 10h, warmUp: 10h}",
        "small.yaml:3: error: horizon.warmUp should be shorter than the duration"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: 10, warmUp: 1h}",
        "small.yaml:3: error: horizon.duration: '10' has no unit; known: ms, s, min, h, d"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: 10 h}",
        "small.yaml:3: error: horizon.duration: '10 h' has a blank before the unit; "
            + "write 10h"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: 0h}",
        "small.yaml:3: error: horizon.duration: '0h' should be above 0s"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: -2h}",
        "small.yaml:3: error: horizon.duration: '-2h' is negative"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: 2000000h}",
        "small.yaml:3: error: horizon.duration: '2000000h' is longer than 100 years"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}\n",
        "",
        "small.yaml:1: error: the scenario needs either calendar or horizon"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "horizon: {duration: 10h}\ncalendar: {start: 1999-08-01}",
        "small.yaml:1: error: the scenario needs either calendar or horizon"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "calendar: {start: 1999-02-29}",
        "small.yaml:3: error: calendar.start: '1999-02-29' is no day such as 1999-08-02"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "calendar: {start: 1999-08-01, open: 9}",
        "small.yaml:3: error: calendar.open: '9' is no time such as 07:00, at most 24:00"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "calendar: {start: 1999-08-01, open: \"18:00\", close: \"07:00\"}",
        "small.yaml:3: error: calendar.open should be before close"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "calendar: {start: 1999-08-01, close: \"24:30\"}",
        "small.yaml:3: error: calendar.close: '24:30' is no time such as 07:00, at "
            + "most 24:00"),
    WrongInput(
        "horizon: {duration: 10h, warmUp: 1h}",
        "calendar: {start: 1999-08-01, staffStays: 2h}",
        "small.yaml:3: error: calendar.staffStays has no effect: agents of the last "
            + "day stay until the run ends"),
    WrongInput(
        "rate: 90/h",
        "rate: -90/h",
        "small.yaml:6: error: contactTypes.regular.arrivals.rate: '-90/h' is negative"),
    WrongInput(
        "rate: 90/h",
        "rate: 90s",
        "small.yaml:6: error: contactTypes.regular.arrivals.rate: '90s' has the unit "
            + "'s'; known: /s, /min, /h, /d"),
    WrongInput(
        "rate: 90/h",
        "rate: many",
        "small.yaml:6: error: contactTypes.regular.arrivals.rate: 'many' is not a rate "
            + "such as 900/h"),
    WrongInput(
        "rate: 90/h",
        "rate: 90/h, rates: [1/h]",
        "small.yaml:6: error: unknown key 'rates' in contactTypes.regular.arrivals; "
            + "did you mean 'rate'?; known: process, rate, busyness"),
    WrongInput(
        "process: poisson",
        "process: poison",
        "small.yaml:6: error: unknown process 'poison'; did you mean 'poisson'?; "
            + "known: piecewisePoisson, poisson, trace"),
    WrongInput(
        "process: poisson, rate: 90/h",
        "process: piecewisePoisson, interval: 1h, rates: [9/h, 8/h]",
        "small.yaml:6: error: contactTypes.regular.arrivals.rates has 2 values where "
            + "10 steps of the interval fill the horizon"),
    WrongInput(
        "process: poisson, rate: 90/h",
        "process: piecewisePoisson, interval: 1h",
        "small.yaml:6: error: contactTypes.regular.arrivals needs either rates or "
            + "ratesByWeekday"),
    WrongInput(
        "process: poisson, rate: 90/h",
        "process: piecewisePoisson, interval: 10h, ratesByWeekday: {sun: [9/h]}",
        "small.yaml:6: error: contactTypes.regular.arrivals.ratesByWeekday needs a "
            + "calendar, not a horizon"),
    WrongInput(
        "process: poisson, rate: 90/h",
        "process: piecewisePoisson, interval: 1ms, rates: [9/h]",
        "small.yaml:6: error: contactTypes.regular.arrivals.interval cuts the scenario "
            + "into more than 1000000 steps"),
    WrongInput(
        "process: poisson, rate: 90/h",
        "rate: 90/h",
        "small.yaml:6: error: contactTypes.regular.arrivals needs key 'process'"),
    WrongInput(
        "arrivals: {process: poisson, rate: 90/h}",
        "arrivals: 90/h",
        "small.yaml:6: error: contactTypes.regular.arrivals should be a mapping with "
            + "key 'process', not a single value"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: exponentail, mean: 3min",
        "small.yaml:7: error: unknown distribution 'exponentail'; did you mean "
            + "'exponential'?; known: exponential, weibull, lognormal, gamma, deterministic, "
            + "uniform, hyperexponential, empirical, pareto, truncatedNormal, mixture, "
            + "piecewiseHazard, never"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: exponential, men: 3min",
        "small.yaml:7: error: unknown key 'men' in contactTypes.regular.patience; did "
            + "you mean 'mean'?; known: distribution, mean, balk"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: exponential",
        "small.yaml:7: error: contactTypes.regular.patience needs key 'mean'"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: exponential, mean: 3 min",
        "small.yaml:7: error: contactTypes.regular.patience.mean: '3 min' has a blank "
            + "before the unit; write 3min"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: lognormal, mean: 3min",
        "small.yaml:7: error: contactTypes.regular.patience: lognormal needs mean and "
            + "cv, or median and sigma, or mu and sigma"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: lognormal, mean: 3min, cv: 1, sigma: 2",
        "small.yaml:7: error: contactTypes.regular.patience: lognormal needs mean and "
            + "cv, or median and sigma, or mu and sigma"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: uniform, lower: 3s, upper: 2s",
        "small.yaml:7: error: contactTypes.regular.patience: lower should be below upper"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: hyperexponential, probabilities: [0.5, 0.4], means: [1s, 2s]",
        "small.yaml:7: error: contactTypes.regular.patience.probabilities should sum "
            + "to 1, not 0.9"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: hyperexponential, probabilities: [0.5, 0.5], means: [1s]",
        "small.yaml:7: error: contactTypes.regular.patience: probabilities and means "
            + "should be equally many"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: piecewiseHazard, breaks: [1s, 2s], perMinute: [1, 1]",
        "small.yaml:7: error: contactTypes.regular.patience.breaks should ascend from 0s"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: piecewiseHazard, breaks: [0s, 2s], perMinute: [1]",
        "small.yaml:7: error: contactTypes.regular.patience: breaks and perMinute "
            + "should be equally many, not 2 and 1"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: piecewiseHazard, breaks: [0s, 2s], perMinute: [1, 0]",
        "small.yaml:7: error: contactTypes.regular.patience.perMinute should end above 0"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: empirical, values: [1s, 3s, 2s], probabilities: [0, 0.5, 1]",
        "small.yaml:7: error: contactTypes.regular.patience: values should ascend"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: empirical, values: [1s, 3s], probabilities: [0, 0.9]",
        "small.yaml:7: error: contactTypes.regular.patience: probabilities should "
            + "ascend from 0 to 1"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: mixture, weights: [1], components: [{distribution: exponential, "
            + "mean: 3min}, {distribution: never}]",
        "small.yaml:7: error: contactTypes.regular.patience: weights and components "
            + "should be equally many"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: exponential, mean: 3min, balk: 120%",
        "small.yaml:7: error: contactTypes.regular.patience.balk: '120%' should be at "
            + "most 100%"),
    WrongInput(
        "firstServedBy: voice",
        "firstServedBy: vioce",
        "small.yaml:8: error: contactTypes.regular.firstServedBy: no voice-agent pool "
            + "is named 'vioce'; did you mean 'voice'?; known: voice"),
    WrongInput(
        "firstServedBy: voice",
        "priority: 1",
        "small.yaml:14: error: voiceAgents.voice has no effect: no contact type says "
            + "firstServedBy: voice"),
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
        "small.yaml:10: error: agentGroups.tellers needs either size or staffed"),
    WrongInput(
        "size: 6",
        "cost: 38/h",
        "small.yaml:10: error: agentGroups.tellers needs either size or staffed"),
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
        "fidelity: channel",
        "small.yaml:15: error: voiceAgents.voice.fidelity 'channel' is not available "
            + "in this version; known: surrogate"),
    WrongInput(
        "fidelity: surrogate",
        "fidelity: surrogate\n    dialogue: bank.yaml",
        "small.yaml:16: error: unknown key 'dialogue' in voiceAgents.voice; known: "
            + "name, fidelity, sessions, turnsNeeded, defects, scores, fallback, latency, "
            + "silencePatience, hangupPerTurn, callerSpeech, prompt, inScope, asksForPerson, "
            + "handoff, cost, escalateTo"),
    WrongInput(
        "defects: 4%",
        "defects: 104%",
        "small.yaml:17: error: voiceAgents.voice.defects: '104%' should be at most 100%"),
    WrongInput(
        "defects: 4%",
        "defects: 4",
        "small.yaml:17: error: voiceAgents.voice.defects: '4' should be at most 100%"),
    WrongInput(
        "upper: 0.8}",
        "upper: 1.2}",
        "small.yaml:18: error: voiceAgents.voice.scores.wrong.upper: '1.2' should be "
            + "at most 100%"),
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
        "small.yaml:19: error: voiceAgents.voice.fallback.accept: '70' should be at "
            + "most 100%"),
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
        "small.yaml:23: error: unknown routing.agentFor 'leastBusy'; known: longestIdle"),
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
            + "in voiceAgents.voice; did you mean 'defects'?; known: name, fidelity, "
            + "sessions, turnsNeeded, defects, scores, fallback, latency, silencePatience, "
            + "hangupPerTurn, callerSpeech, prompt, inScope, asksForPerson, handoff, cost, "
            + "escalateTo"),
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
            + "name, seed, calendar, horizon, contactTypes, agentGroups, routing, trunks, "
            + "serviceLevel, voiceAgents, project"),
]
