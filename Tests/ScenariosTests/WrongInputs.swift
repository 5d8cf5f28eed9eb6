/// Replacements in the small scenario that make it wrong, each with its whole message.
let wrongInputs: [WrongInput] = [
    WrongInput(
        "calltwin: 1",
        "calltwim: 1",
        "small.yaml:1: error: unknown key 'calltwim' in the scenario; did you mean "
            + "'calltwin'?; known: calltwin, name, seed, calendar, horizon, load, contactTypes, "
            + "agentGroups, routing, trunks, queueCapacity, closing, serviceLevel, segments, voiceAgents, levers, "
            + "faults, stations, project, published"
    ),
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
        "small.yaml:1: error: calltwin: '0' should be 1"),
    WrongInput(
        "name: Small",
        "nmae: Small",
        "small.yaml:2: error: unknown key 'nmae' in the scenario; did you mean "
            + "'name'?; known: calltwin, name, seed, calendar, horizon, load, contactTypes, "
            + "agentGroups, routing, trunks, queueCapacity, closing, serviceLevel, segments, voiceAgents, levers, "
            + "faults, stations, project, published"
    ),
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
        "small.yaml:3: error: horizon.duration: '2000000h' should be at most 36525d"),
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
            + "known: piecewisePoisson, poisson, piecewiseLinear, sinusoidal, spline, "
            + "fixedCounts, dirichletSplit, trace"),
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
        "small.yaml:7: error: contactTypes.regular.patience: the upper end 2.0 must be above the lower end 3.0"
    ),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: hyperexponential, probabilities: [0.5, 0.4], means: [1s, 2s]",
        "small.yaml:7: error: contactTypes.regular.patience.probabilities should sum "
            + "to 1, not 0.9"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: hyperexponential, probabilities: [0.5, 0.5], means: [1s]",
        "small.yaml:7: error: contactTypes.regular.patience: there are 2 probabilities but 1 means"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: piecewiseHazard, breaks: [1s, 2s], perMinute: [1, 1]",
        "small.yaml:7: error: contactTypes.regular.patience: the first break is 1.0; it must be 0"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: piecewiseHazard, breaks: [0s, 2s], perMinute: [1]",
        "small.yaml:7: error: contactTypes.regular.patience: there are 2 breaks but 1 hazards"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: piecewiseHazard, breaks: [0s, 2s], perMinute: [1, 0]",
        "small.yaml:7: error: contactTypes.regular.patience.perMinute should end above 0"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: empirical, values: [1s, 3s, 2s], probabilities: [0, 0.5, 1]",
        "small.yaml:7: error: contactTypes.regular.patience: value 3 is 2.0, below the one before it"
    ),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: empirical, values: [1s, 3s], probabilities: [0, 0.9]",
        "small.yaml:7: error: contactTypes.regular.patience: the last probability is 0.9; it must be 1"
    ),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: mixture, weights: [1], components: [{distribution: exponential, "
            + "mean: 3min}, {distribution: never}]",
        "small.yaml:7: error: contactTypes.regular.patience: there are 1 weights but 2 components"),
    WrongInput(
        "distribution: exponential, mean: 3min",
        "distribution: exponential, mean: 3min, balk: 120%",
        "small.yaml:7: error: contactTypes.regular.patience.balk: '120%' should be below "
            + "100%"),
]
