import ArgumentParser
import TwinPrimitives
import VoiceStudies

/// The day of calls in sound, which dates that are said are relative to.
struct CallDayOption: ParsableArguments {
    /// The day that the shipped callers' facts are written for.
    static let usual = BankDay.today.description

    @Option(help: "Day of the calls, which dates are relative to.")
    var today = Self.usual

    func validate() throws { _ = try Self.day(today) }

    /// The day.
    func day() throws -> CivilDate { try Self.day(today) }

    /// Reads a day as it was given.
    static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw ValidationError("--today \(text): a date such as \(usual)")
        }
        return day
    }
}
