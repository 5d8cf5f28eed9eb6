import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Dates and times as people say them")
struct DateGrammarTests {
    /// Up to a year ahead of Wednesday, 15 April 2026.
    static let ahead = SlotGrammar.date(days: 0...365)
    static let birth = SlotGrammar.date(days: -45_000...0)

    @Test(
        "dates ahead",
        arguments: [
            Phrase("today", "2026-04-15"), Phrase("tomorrow please", "2026-04-16"),
            Phrase("the day after tomorrow", "2026-04-17"), Phrase("tuesday", "2026-04-21"),
            Phrase("next tuesday", "2026-04-21"), Phrase("this friday", "2026-04-17"),
            Phrase("next friday", "2026-04-24"), Phrase("wednesday", "2026-04-22"),
            Phrase("a week on friday", "2026-04-24"), Phrase("friday week", "2026-04-24"),
            Phrase("the third of may", "2026-05-03"), Phrase("third of may", "2026-05-03"),
            Phrase("may third", "2026-05-03"), Phrase("may the third", "2026-05-03"),
            Phrase("may 3rd", "2026-05-03"), Phrase("3 may", "2026-05-03"),
            Phrase("the 3rd", "2026-05-03"), Phrase("on the twenty first", "2026-04-21"),
            Phrase("the third of april", "2027-04-03"), Phrase("3/5", "2026-05-03"),
            Phrase("3/5/2026", "2026-05-03"), Phrase("2026-05-03", "2026-05-03"),
            Phrase("in two weeks", "2026-04-29"), Phrase("in ten days", "2026-04-25"),
            Phrase("two weeks today", "2026-04-29"), Phrase("in a week", "2026-04-22"),
            Phrase("in a month", "2026-05-15"), Phrase("in a couple of days", "2026-04-17"),
            Phrase("the end of the month", "2026-04-30"), Phrase("end of next month", "2026-05-31"),
            Phrase("the first of next month", "2026-05-01"),
            Phrase("the beginning of june", "2026-06-01"), Phrase("end of february", "2027-02-28"),
            Phrase("tuesday the twenty eighth", "2026-04-28"),
            Phrase("on tuesday the fifth of may", "2026-05-05"),
            Phrase("christmas eve", "2026-12-24"), Phrase("thirty first of october", "2026-10-31"),
            Phrase("the first of january twenty twenty seven", "2027-01-01"),
            Phrase("not monday tuesday", "2026-04-21"), Phrase("monday no tuesday", "2026-04-21"),
            Phrase("tomorrow no sorry friday", "2026-04-17"), Phrase("uh sixteenth", "2026-04-16"),
            Phrase("next week", "~2026-04-20"), Phrase("in may", "~2026-05-01"),
            Phrase("the thirty first of june", "~2026-06-01"), Phrase("yesterday", "!2026-04-14"),
            Phrase("just a second please", "-"), Phrase("may i ask something", "-"),
        ])
    func readsAhead(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, Self.ahead) == phrase.meaning)
    }

    @Test(
        "dates of birth and of the past",
        arguments: [
            Phrase("the third of may nineteen eighty four", "1984-05-03"),
            Phrase("third of may eighty four", "1984-05-03"),
            Phrase("may third eighty four", "1984-05-03"),
            Phrase("oh three oh five eighty four", "1984-05-03"),
            Phrase("three five nineteen eighty four", "1984-05-03"),
            Phrase("twelfth of the third nineteen seventy", "1970-03-12"),
            Phrase("23 11 1991", "1991-11-23"), Phrase("11/23/1991", "1991-11-23"),
            Phrase("nineteen ninety one november twenty third", "1991-11-23"),
            Phrase("fourteen oh two eighty", "1980-02-14"),
            Phrase("3.5.84", "1984-05-03"), Phrase("03/05/1984", "1984-05-03"),
            Phrase("twenty ninth of february two thousand and four", "2004-02-29"),
            Phrase("first of june nineteen oh five", "1905-06-01"),
            Phrase("born on the tenth of october nineteen hundred and ninety", "1990-10-10"),
            Phrase("the twelfth of december two thousand", "2000-12-12"),
            Phrase("march the ninth oh two", "2002-03-09"),
            Phrase("yesterday", "2026-04-14"), Phrase("last friday", "2026-04-10"),
            Phrase("monday", "2026-04-13"), Phrase("three days ago", "2026-04-12"),
            Phrase("a week ago", "2026-04-08"), Phrase("the third", "2026-04-03"),
            Phrase("the twentieth", "2026-03-20"), Phrase("two months ago", "2026-02-15"),
        ])
    func readsBack(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, Self.birth) == phrase.meaning)
    }

    @Test("figures begin with the month where the country writes it so")
    func monthFirst() {
        let monthFirst = SlotGrammar.date(days: 0...365, isMonthFirst: true)
        #expect(GrammarTable.reading("5/3", monthFirst) == "2026-05-03")
        #expect(GrammarTable.reading("25/12", monthFirst) == "2026-12-25")
        #expect(GrammarTable.reading("5/3", Self.ahead) == "2027-03-05")
    }

    @Test(
        "dates typed on the keypad, in the order of the slot",
        arguments: [
            Phrase("03051984", "1984-05-03"), Phrase("030584", "1984-05-03"),
            Phrase("0304", "2026-04-03"), Phrase("31121999", "1999-12-31"),
            Phrase("12311999", "1999-12-31"), Phrase("99991999", "-"), Phrase("030", "-"),
            Phrase("1984", "-"),
        ])
    func readsKeys(_ phrase: Phrase) {
        #expect(Self.birth.takesKeys)
        #expect(GrammarTable.reading(phrase.text, Self.birth) == phrase.meaning)
        let monthFirst = SlotGrammar.date(days: -45_000...0, isMonthFirst: true)
        #expect(GrammarTable.reading("05031984", monthFirst) == "1984-05-03")
    }

    @Test("every weekday said ahead is the next of its name, from each day of the week")
    func weekdays() {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        for start in 0..<7 {
            let today = GrammarTable.today.adding(days: start)
            let context = GrammarContext(today: today)
            for name in names {
                guard case .date(let date)? = Self.ahead.match([name], context)?.value else {
                    Issue.record("\(name) is no date")
                    continue
                }
                #expect(date.weekday.name.lowercased() == name)
                #expect((1...7).contains(date.dayNumber - today.dayNumber))
                guard case .date(let next)? = Self.ahead.match(["next", name], context)?.value
                else {
                    Issue.record("next \(name) is no date")
                    continue
                }
                // Weeks begin on Monday: the week after today's holds it.
                let monday = today.adding(days: -((today.dayNumber + 3) % 7) + 7)
                #expect((0...6).contains(next.dayNumber - monday.dayNumber))
                #expect(next.weekday == date.weekday)
            }
        }
    }

    @Test(
        "times within opening hours",
        arguments: [
            Phrase("half past two", "14:30"), Phrase("quarter to nine", "8:45"),
            Phrase("a quarter past three", "15:15"), Phrase("ten thirty am", "10:30"),
            Phrase("ten thirty", "10:30"), Phrase("2pm", "14:00"), Phrase("2 pm", "14:00"),
            Phrase("noon", "12:00"), Phrase("midday please", "12:00"),
            Phrase("at ten", "10:00"), Phrase("ten o'clock", "10:00"), Phrase("half two", "14:30"),
            Phrase("three forty five p m", "15:45"), Phrase("four thirty pm", "16:30"),
            Phrase("eleven a m", "11:00"), Phrase("11:15", "11:15"), Phrase("14:30", "14:30"),
            Phrase("fourteen hundred", "14:00"), Phrase("oh nine hundred", "9:00"),
            Phrase("oh nine thirty", "9:30"), Phrase("ten oh five", "10:05"),
            Phrase("five to ten", "9:55"), Phrase("twenty past eleven", "11:20"),
            Phrase("ten minutes to four", "15:50"), Phrase("nine in the morning", "9:00"),
            Phrase("three in the afternoon", "15:00"), Phrase("tomorrow morning at ten", "10:00"),
            Phrase("twelve thirty", "12:30"), Phrase("ten no eleven", "11:00"),
            Phrase("3.30", "15:30"), Phrase("seventeen oh five", "!17:05"),
            Phrase("eight pm", "!20:00"), Phrase("in the morning", "~8:30"),
            Phrase("the afternoon", "~12:00"), Phrase("whenever you like", "-"),
            Phrase("ten past", "-"), Phrase("nine to five", "17:00"),
        ])
    func readsTimes(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, .time(minutes: 510...1020)) == phrase.meaning)
    }

    @Test("a part of the day decides the half of the time that follows")
    func joinsTime() {
        let grammar = SlotGrammar.time(minutes: 0...1439)
        let context = GrammarContext(today: GrammarTable.today)
        guard let part = grammar.match(["in", "the", "morning"], context),
            let hour = grammar.match(["at", "six"], context)
        else {
            Issue.record("no match")
            return
        }
        #expect(hour.value == .time(minuteOfDay: 1080) && hour.strength < .one)
        let whole = grammar.joined(part.value, with: hour, context: context)
        #expect(whole.value == .time(minuteOfDay: 360))
    }
}
