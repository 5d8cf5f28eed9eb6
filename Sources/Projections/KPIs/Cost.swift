/// What it costs.
enum Cost {
    static let all: [KeyPerformanceIndicator] = [
        KeyPerformanceIndicator(
            name: "costPerResolvedContact", unit: "money", kind: .ratio, attribution: .center,
            formula: "(signed-in time x group price + session minutes x pool price + sessions x"
                + " pool price) / (served + resolved by a voice agent)",
            denominator: "contacts answered by a human agent, and sessions ended by a voice agent"
                + " with every action right; no value without prices",
            needs: []
        ) { context in
            context.cost.map {
                KPIFraction(
                    $0, over: Double(context.contacts.answered + context.contacts.resolved))
            }
        }
    ]
}
