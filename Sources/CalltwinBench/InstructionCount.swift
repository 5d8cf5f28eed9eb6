/// Simulated counts of one benchmark: the difference of a long and a short run, per unit.
///
/// Two runs of unequal length share start-up and preparation, which the difference removes.
struct InstructionCount {
    let name: String
    let instructionsPerUnit: Double
    let mispredictionsPerUnit: Double

    /// Parses a line of `scripts/callgrind.sh`.
    ///
    /// - Parameter line: name, units of one body, further bodies in the long run, instructions of
    ///   the short and the long run, mispredictions of the short and the long run.
    /// - Throws: `BenchError.counts`.
    init(line: String) throws {
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Double($0) }
        guard words.count == 7, numbers.count == 6, numbers[0] > 0, numbers[1] > 0 else {
            throw BenchError.counts("not a line of counts: \(line)")
        }
        name = String(words[0])
        let units = numbers[0] * numbers[1]
        instructionsPerUnit = (numbers[3] - numbers[2]) / units
        mispredictionsPerUnit = (numbers[5] - numbers[4]) / units
    }
}
