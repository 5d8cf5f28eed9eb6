import TwinPrimitives

extension SlotGrammar {
    /// A value of this grammar in writing, for a person who reads it: digits as figures, days as ISO
    /// dates, amounts with two decimals and their unit.
    ///
    /// - Parameter value: A value of this kind.
    /// - Returns: Such as `123455`, `2026-11-25`, `09:30`, `45.20 dollars`.
    public func shown(_ value: SlotValue) -> String {
        switch (self, value) {
        case (_, .digits(let text)), (_, .letters(let text)), (_, .text(let text)): text
        case (.amount(_, let currency), .amount(let units)):
            Shown.amount(units) + (currency.major.first.map { " " + $0 } ?? "")
        case (_, .amount(let units)): Shown.amount(units)
        case (_, .number(let number)): "\(number)"
        case (_, .date(let date)): "\(date)"
        case (_, .time(let minute)): Shown.two(minute / 60) + ":" + Shown.two(minute % 60)
        case (.name(let names), .name(let place)) where names.indices.contains(place):
            names[place].text
        case (.choice(let choices), .choice(let place)) where choices.indices.contains(place):
            choices[place].name
        case (_, .name(let place)), (_, .choice(let place)): "\(place)"
        case (_, .yesNo(let isYes)): isYes ? "yes" : "no"
        }
    }
}

/// Numbers in figures.
enum Shown {
    /// An amount in minor units with two decimals.
    static func amount(_ units: Int) -> String {
        (units < 0 ? "-" : "") + "\(units.magnitude / 100)." + two(Int(units.magnitude % 100))
    }

    /// A number below a hundred in two figures.
    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
