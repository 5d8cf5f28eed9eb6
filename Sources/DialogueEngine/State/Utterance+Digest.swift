extension Utterance {
    /// Takes every field into a digest.
    func add(to digest: inout Digest) {
        digest.add(Int(handle.rawValue))
        digest.add(Int(prompt.rawValue))
        digest.add(text)
        act.add(to: &digest)
        digest.add(allowsBargeIn)
        digest.add(isFiller)
    }
}

extension SystemAct {
    /// Takes the act with what it is about into a digest.
    fileprivate func add(to digest: inout Digest) {
        switch self {
        case .greet: digest.add(1)
        case .askWish: digest.add(2)
        case .ask(let slot, let attempt): digest.add(3, [Int(slot.rawValue), attempt])
        case .confirmValue(let slot, let value):
            digest.add(4, [Int(slot.rawValue)])
            digest.add(value.written)
        case .mentionValue(let slot, let value):
            digest.add(5, [Int(slot.rawValue)])
            digest.add(value.written)
        case .confirmAction(let slots): digest.add(6, slots.map { Int($0.rawValue) })
        case .confirmIntent(let intent): digest.add(7, [Int(intent.rawValue)])
        case .mentionIntent(let intent): digest.add(8, [Int(intent.rawValue)])
        case .clarify(let intents): digest.add(9, intents.map { Int($0.rawValue) })
        case .askChange(let slots): digest.add(10, slots.map { Int($0.rawValue) })
        case .inform: digest.add(11)
        case .repair(let pattern): digest.add(12, [Int(pattern.rawValue)])
        case .offerHelp: digest.add(13)
        case .anythingElse: digest.add(14)
        case .fill: digest.add(15)
        case .announceHandoff: digest.add(16)
        case .goodbye: digest.add(17)
        }
    }
}

extension Digest {
    /// Takes in a case and the numbers that it holds.
    fileprivate mutating func add(_ word: Int, _ numbers: [Int]) {
        add(word)
        add(numbers.count)
        for number in numbers { add(number) }
    }
}
