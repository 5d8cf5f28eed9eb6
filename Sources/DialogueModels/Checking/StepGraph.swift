import DialogueEngine

/// Where each step of a flow can lead.
struct StepGraph {
    let flow: Flow
    /// Successors of each step, as positions in the flow; the position after the last is the end.
    let successors: [[Int]]

    init(_ model: DialogueModel, _ flow: Flow) {
        self.flow = flow
        let first = flow.steps.lowerBound
        successors = flow.steps.map { place in
            let next = place - first + 1
            func local(_ step: StepID) -> Int { Int(step.rawValue) - first }
            switch model.steps[place].action {
            case .say, .collect, .verify, .set, .clear, .call, .check: return [next]
            case .confirm(_, let otherwise): return [next] + (otherwise.map { [local($0)] } ?? [])
            case .tool(_, let onFailure): return [next] + (onFailure.map { [local($0)] } ?? [])
            case .branch(let arms): return arms.map { local($0.target) } + [next]
            case .goTo(let target): return [local(target)]
            case .end: return []
            }
        }
    }

    /// Position that stands for the end of the flow.
    var end: Int { successors.count }

    /// Positions that a path from the first step reaches.
    var reached: Set<Int> {
        var seen: Set<Int> = [0]
        var open = [0]
        while let place = open.popLast() {
            guard place < end else { continue }
            for next in successors[place] where seen.insert(next).inserted { open.append(next) }
        }
        return seen
    }

    /// Positions from which the end, or an `end` step, can be reached.
    func leaving(isEnd: (Int) -> Bool) -> Set<Int> {
        var leaving: Set<Int> = [end]
        for place in successors.indices where isEnd(place) { leaving.insert(place) }
        var grows = true
        while grows {
            grows = false
            for place in successors.indices
            where !leaving.contains(place) && successors[place].contains(where: leaving.contains) {
                leaving.insert(place)
                grows = true
            }
        }
        return leaving
    }

    /// Positions on a cycle of steps that do not wait.
    func spinning(waits: (Int) -> Bool) -> Set<Int> {
        var found: Set<Int> = []
        for start in successors.indices where !waits(start) {
            var seen: Set<Int> = []
            var open = successors[start]
            while let place = open.popLast() {
                if place == start {
                    found.insert(start)
                    break
                }
                guard place < end, !waits(place), seen.insert(place).inserted else { continue }
                open += successors[place]
            }
        }
        return found
    }

    /// The verification that is certain before each step, whatever path led there.
    ///
    /// - Parameter raised: The level that a step makes sure of.
    /// - Returns: A level for each position; the greatest number where no path leads.
    func certainLevels(raised: (Int) -> UInt8) -> [UInt8] {
        var levels = Array(repeating: UInt8.max, count: end + 1)
        levels[0] = flow.level
        var open = [0]
        while let place = open.popLast() {
            guard place < end else { continue }
            let after = max(levels[place], raised(place))
            for next in successors[place] where after < levels[next] {
                levels[next] = after
                open.append(next)
            }
        }
        return levels
    }
}
