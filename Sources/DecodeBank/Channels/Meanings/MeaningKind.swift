import Conversations
import DialogueEngine

extension MainMeaning {
    /// The kind that channels keep apart.
    var kind: LabelledTurn.Kind {
        switch self {
        case .wish: .wish
        case .value: .value
        case .yesNo: .yesNo
        case .remark(.acknowledgement): .acknowledgement
        case .remark: .remark
        }
    }
}

extension LabelledTurn.Kind {
    /// Place in `allCases`.
    var place: Int {
        switch self {
        case .wish: 0
        case .value: 1
        case .yesNo: 2
        case .remark: 3
        case .volunteered: 4
        case .acknowledgement: 5
        }
    }
}
