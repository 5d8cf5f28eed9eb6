import DialogueEngine

/// Intents that are understood instead of others.
struct WishConfusions: Sendable {
    private struct Place: Hashable {
        var state: String
        var said: IntentID
    }

    private struct Weighted {
        var intents: [IntentID] = []
        var sums: [Int] = []
        var total: Int { sums.last ?? 0 }

        mutating func add(_ intent: IntentID, _ count: Int) {
            intents.append(intent)
            sums.append(total + count)
        }

        func intent(at u: Double) -> IntentID? {
            let target = u * Double(total)
            return zip(intents, sums).first { Double($1) > target }?.0
        }
    }

    private let intents: [IntentID]
    private var own: [Place: Weighted] = [:]
    private var ofState: [String: Weighted] = [:]

    /// Confusions of any wish in the state beside those of this one: weight of one turn.
    private static let smoothing = 1.0

    init(_ channel: MeaningChannel, model: DialogueModel) {
        intents = model.intents.indices.map { IntentID(UInt16($0)) }
        func number(_ name: String) -> IntentID? {
            model.intents.firstIndex { $0.name == name }.map { IntentID(UInt16($0)) }
        }
        for confusion in channel.confusions {
            guard let said = number(confusion.said) else { continue }
            for count in confusion.heard {
                guard let heard = number(count.word), heard != said else { continue }
                own[Place(state: confusion.state, said: said), default: Weighted()]
                    .add(heard, count.count)
                ofState[confusion.state, default: Weighted()].add(heard, count.count)
            }
        }
    }

    /// Another intent; the same one when the model has no other.
    func other(than said: IntentID, state: String, _ choice: Double, _ level: Double) -> IntentID {
        if let own = own[Place(state: state, said: said)] {
            let smoothed = Self.smoothing / (Self.smoothing + Double(own.total))
            if level >= smoothed, let heard = own.intent(at: choice) { return heard }
        }
        if let heard = ofState[state]?.intent(at: choice), heard != said { return heard }
        guard intents.count > 1 else { return said }
        let step = 1 + min(Int(choice * Double(intents.count - 1)), intents.count - 2)
        return IntentID(UInt16((Int(said.rawValue) + step) % intents.count))
    }
}
