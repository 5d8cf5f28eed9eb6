import Conversations

extension MainMeaning {
    /// The kind that channels keep apart.
    var kind: LabelledTurn.Kind {
        switch self {
        case .wish: .wish
        case .value: .value
        case .yesNo: .yesNo
        case .remark: .remark
        }
    }
}
