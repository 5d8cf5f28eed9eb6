import ModelReading
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "numbers with units become base units",
        arguments: [
            (Quantity.Measure.duration, "190s", 190.0), (.duration, "3.5min", 210),
            (.duration, "1h", 3600), (.duration, "800ms", 0.8), (.duration, "2d", 172_800),
            (.duration, "1e3ms", 1), (.duration, ".5s", 0.5), (.duration, "0s", 0),
            (.rate, "900/h", 0.25), (.rate, "2/min", 2.0 / 60), (.rate, "0.25/s", 0.25),
            (.rate, "86400/d", 1), (.share, "45%", 0.45), (.share, "0.45", 0.45),
            (.share, "4%", 0.04), (.number, "1.5e2", 150), (.number, "+3", 3),
            (.moneyPerTime, "38/h", 38), (.moneyPerTime, "0.5/min", 30),
            (.level, "5dB", 5), (.frequency, "1.5kHz", 1500), (.frequency, "50Hz", 50),
        ])
    func right(measure: Quantity.Measure, text: String, value: Double) {
        #expect(Quantity(measure).value(of: text) == .success(value))
    }

    @Test(
        "wrong texts say what is wrong with them",
        arguments: [
            (Quantity(.duration), "190", "has no unit; known: ms, s, min, h, d"),
            (Quantity(.duration), "190 s", "has a blank before the unit; write 190s"),
            (Quantity(.duration), "190sec", "has the unit 'sec'; known: ms, s, min, h, d"),
            (Quantity(.duration), "900/h", "has the unit '/h'; known: ms, s, min, h, d"),
            (Quantity(.duration), "s", "is not a duration such as 190s"),
            (Quantity(.duration), "", "is not a duration such as 190s"),
            (Quantity(.duration), "-1s", "is negative"),
            (Quantity(.duration, excludesLeast: true), "0s", "should be above 0s"),
            (Quantity(.duration), "1e400s", "is not a duration such as 190s"),
            (Quantity(.duration), "1e308d", "is too large"),
            (Quantity(.rate), "-900/h", "is negative"),
            (Quantity(.rate), "900", "has no unit; known: /s, /min, /h, /d"),
            (Quantity(.share, to: 1), "101%", "should be at most 100%"),
            (Quantity(.share, to: 1), "4", "is above 1 and has no %; write 4%"),
            (Quantity(.share, to: 10), "3", "is above 1 and has no %; write 3%, or 300%"),
            (Quantity(.share), "45 percent", "has the unit ' percent'; known: %, none"),
            (Quantity(.number), "nan", "is not a number"),
            (Quantity(.number), "inf", "is not a number"),
            (Quantity(.number), "0x10", "has the unit 'x10'; known: none"),
            (Quantity(.number), "1,5", "has the unit ',5'; known: none"),
            (Quantity(.number, from: 2, to: 3), "1.5", "should be at least 2"),
            (Quantity(.moneyPerTime), "38", "has no unit; known: /h, /min, /d"),
        ])
    func wrong(quantity: Quantity, text: String, message: String) {
        #expect(quantity.value(of: text) == .failure(Quantity.Problem(message)))
    }

    @Test(
        "a near name is suggested, a far one is not",
        arguments: [
            ("defcts", "defects"), ("patiense", "patience"), ("Defects", "defects"),
            ("ptaience", "patience"), ("x", nil), ("arrivals", nil),
        ] as [(String, String?)])
    func suggestions(given: String, near: String?) {
        #expect(suggestion(for: given, among: ["defects", "patience", "redial"]) == near)
    }
}
