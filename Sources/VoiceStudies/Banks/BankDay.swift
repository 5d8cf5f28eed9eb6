public import TwinPrimitives

/// What building and fitting must agree on.
public enum BankDay {
    /// The day of the calls, 2026-11-25: dates are said and read as from there.
    public static let today = CivilDate(dayNumber: 20_782)
}
