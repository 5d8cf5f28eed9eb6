import DialogueEngine

/// Which slots a flow asks for, in it and in what it calls.
enum FlowSlots {
    /// Fills in `Flow.collects` by walking the calls.
    ///
    /// What a security check asks for belongs to the flow of its factor, not to those that verify.
    static func fill(_ flows: inout [Flow], steps: [Step]) {
        var direct: [[SlotID]] = []
        var calls: [[Int]] = []
        for flow in flows {
            var slots: [SlotID] = []
            var called: [Int] = []
            for step in steps[flow.steps] {
                switch step.action {
                case .collect(let slot): slots.append(slot)
                case .call(let other): called.append(Int(other.rawValue))
                default: break
                }
            }
            direct.append(slots)
            calls.append(called)
        }
        for place in flows.indices {
            var seen: Set<Int> = [place]
            var open = [place]
            var slots: Set<SlotID> = []
            while let next = open.popLast() {
                slots.formUnion(direct[next])
                for called in calls[next] where seen.insert(called).inserted {
                    open.append(called)
                }
            }
            flows[place].collects = slots.sorted()
        }
    }
}
