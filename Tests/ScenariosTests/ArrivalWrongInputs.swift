/// Replacements of the small scenario's arrivals, and the message of each.
let arrivalWrongInputs: [WrongInput] = [
    wrong(
        "process: piecewisePoisson, interval: 1h, breaks: [0h], rates: [9/h]",
        " needs either interval or breaks"),
    wrong("process: piecewisePoisson, rates: [9/h]", " needs either interval or breaks"),
    wrong(
        "process: piecewisePoisson, breaks: [0h, 4h, 1.5h], rates: [1/h, 2/h, 3/h]",
        ".breaks should ascend, but value 3 is not above the one before it"),
    wrong(
        "process: piecewisePoisson, breaks: [1h, 4h], rates: [1/h, 2/h]",
        ".breaks should begin with 0s, the opening"),
    wrong(
        "process: piecewisePoisson, breaks: [0h, 10h], rates: [1/h, 2/h]",
        ".breaks should end before 36000s, the end of the horizon"),
    wrong("process: piecewisePoisson, breaks: [], rates: []", ".breaks should not be empty"),
    wrong(
        "process: piecewisePoisson, breaks: [0h, 4h], rates: [1/h, 2/h, 3/h]",
        ".rates has 3 values where there are 2 breaks"),
    wrong(
        "process: piecewisePoisson, breaks: [0h, 4h], rates: [1/h, -2/h]",
        ".rates.1: '-2/h' is negative"),
    wrong(
        "process: piecewiseLinear, times: [0h, 11h], rates: [1/h, 2/h]",
        ".times should end at 36000s or before, the end of the horizon"),
    wrong(
        "process: spline, times: [0h, 2h, 2h], rates: [1/h, 2/h, 1/h]",
        ".times should ascend, but value 3 is not above the one before it"),
    wrong(
        "process: spline, times: [0h, 2h], rates: [1/h]",
        ".rates has 1 values where there are 2 times"),
    wrong(
        "process: sinusoidal, mean: 90/h, amplitude: 130%, period: 8h",
        ".amplitude: '130%' should be at most 100%"),
    wrong(
        "process: sinusoidal, mean: 90/h, amplitude: 30%, period: 0h",
        ".period: '0h' should be above 0s"),
    wrong(
        "process: fixedCounts, interval: 10h, counts: [12.5]",
        ".counts should be whole numbers; for means use piecewisePoisson"),
    wrong(
        "process: fixedCounts, interval: 5h, counts: [3, 4], shape: {process: piecewiseLinear, "
            + "times: [0h, 5h, 6h], rates: [1/h, 0/h, 0/h]}",
        ".shape has no rate from 18000s to 36000s, where 4 contacts should arrive"),
    wrong(
        "process: dirichletSplit, interval: 5h, counts: [0, 0], concentration: 9",
        ".counts should not be 0 throughout a day"),
    wrong(
        "process: dirichletSplit, interval: 5h, counts: [1.5, 2], concentration: 9, total: exact",
        ".counts should sum to a whole number, as total is exact"),
    wrong(
        "process: dirichletSplit, interval: 5h, counts: [1, 2], concentration: 0.5",
        ".concentration: '0.5' should be at least 1"),
    wrong(
        "process: dirichletSplit, interval: 5h, counts: [1, 2], concentration: 9, total: exact, "
            + "busyness: {dayCV: 10%}",
        ".busyness has no effect: total is exact"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {}", ".busyness needs dayCV, periodCV or periodCVs"
    ),
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCV: 10%}",
        ".busyness needs an interval: the length of the periods that have factors"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {dayCV: 10%, correlation: 0.3}",
        ".busyness.correlation has no effect: periods have no factors (periodCV)"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {dayCV: 10%, shared: true, typeCorrelation: 0.3}",
        ".busyness needs either shared or typeCorrelation"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCV: 9%, interval: 1h, typeCorrelation: 0.3}",
        ".busyness.typeCorrelation has no effect: days have no factor (dayCV)"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCV: 9%, interval: 1s}",
        ".busyness.interval cuts a day into more than 1440 periods"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCVs: [9%, 8%], interval: 4h}",
        ".busyness.periodCVs has 2 values where a day has 3 periods"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCV: 9%, periodCVs: [9%], interval: 10h}",
        ".busyness needs either periodCV or periodCVs"),
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCV: 9%, interval: 5h, correlation: 1}",
        ".busyness.correlation: '1' should be below 100%"),
    matrix("[[1, 0.3]]", " has 1 rows where a day has 2 periods"),
    matrix("[[1, 0.3], [0.3]]", " is wrong: row 2 has 1 values where there are 2 rows"),
    matrix(
        "[[1, 0.3], [0.2, 1]]",
        " is wrong: row 2, column 1 is 0.2, but row 1, column 2 is 0.3; they should be equal"),
    matrix("[[1, 0.3], [0.3, 0.9]]", " is wrong: row 2 has 0.9 on the diagonal; it should be 1"),
    matrix(
        "[[1, 1], [1, 1]]",
        " is wrong: it is not positive definite: row 2 contradicts the rows before it, or "
            + "follows from them; bring correlations nearer to 0"),
    matrix("[[1, 1.3], [1.3, 1]]", ".0.1: '1.3' is above 1 and has no %; write 1.3%"),
]

private func wrong(_ arrivals: String, _ message: String) -> WrongInput {
    WrongInput(
        "process: poisson, rate: 90/h", arrivals,
        "small.yaml:6: error: contactTypes.regular.arrivals" + message)
}

private func matrix(_ rows: String, _ message: String) -> WrongInput {
    wrong(
        "process: poisson, rate: 90/h, busyness: {periodCV: 9%, interval: 5h, "
            + "correlationMatrix: \(rows)}", ".busyness.correlationMatrix" + message)
}
