public import TwinPrimitives

/// A value that a slot can have.
public enum SlotValue: Hashable, Sendable {
    /// A string of digits.
    case digits(String)
    /// Letters, or letters and digits, in upper case.
    case letters(String)
    /// An amount of money in minor units, such as pence.
    case amount(minorUnits: Int)
    /// A whole number.
    case number(Int)
    /// A civil date.
    case date(CivilDate)
    /// A time of the day in minutes, 0 to 1439.
    case time(minuteOfDay: Int)
    /// An entry of a list of names, by its place.
    case name(Int)
    /// One of the choices of a slot, by its place.
    case choice(Int)
    /// Yes or no.
    case yesNo(Bool)
    /// Words as they were said.
    case text(String)

    /// Stands, in what a tool or a check is told, for an optional value that the caller left out.
    public static let leftOut = SlotValue.text("")
    /// Stands, in what a tool or a check is told, for a value that the line told of the caller.
    public static let ofLine = SlotValue.text("of the line")

    /// The value in one form, for logs and digests: kind, colon, content.
    public var written: String {
        switch self {
        case .digits(let text): "digits:" + text
        case .letters(let text): "letters:" + text
        case .amount(let units): "amount:\(units)"
        case .number(let number): "number:\(number)"
        case .date(let date): "date:\(date.dayNumber)"
        case .time(let minute): "time:\(minute)"
        case .name(let place): "name:\(place)"
        case .choice(let place): "choice:\(place)"
        case .yesNo(let isYes): "yesNo:\(isYes)"
        case .text(let text): "text:" + text
        }
    }

    /// Greatest size of a number or an amount in minor units: beyond any sum of money, and small
    /// enough for exact arithmetic.
    public static let greatestMagnitude = 1_000_000_000_000_000

    /// Whether it can be said and reckoned with: a date has a year from 1 to 9999, a number and an
    /// amount are at most `greatestMagnitude` in size, a time is one of the day, a place is not
    /// negative.
    public var isReasonable: Bool {
        switch self {
        case .amount(let number), .number(let number):
            (-Self.greatestMagnitude...Self.greatestMagnitude).contains(number)
        case .date(let date): CivilDate.nameable.contains(date.dayNumber)
        case .time(let minute): (0..<24 * 60).contains(minute)
        case .name(let place), .choice(let place): place >= 0
        case .digits, .letters, .yesNo, .text: true
        }
    }

    /// Reads the form that `written` gives; nil for any other text, and for a value that is not
    /// reasonable.
    public init?(written text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let content = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "digits": self = .digits(content)
        case "letters": self = .letters(content)
        case "text": self = .text(content)
        case "yesNo" where content == "true" || content == "false":
            self = .yesNo(content == "true")
        case let kind:
            guard let number = Int(content) else { return nil }
            switch kind {
            case "amount": self = .amount(minorUnits: number)
            case "number": self = .number(number)
            case "date": self = .date(CivilDate(dayNumber: number))
            case "time": self = .time(minuteOfDay: number)
            case "name": self = .name(number)
            case "choice": self = .choice(number)
            default: return nil
            }
        }
        guard isReasonable else { return nil }
    }

    /// The size of a number or an amount (in minor units), for comparisons; nil for other kinds.
    public var magnitude: Int? {
        switch self {
        case .number(let number): number
        case .amount(let units): units
        default: nil
        }
    }
}
