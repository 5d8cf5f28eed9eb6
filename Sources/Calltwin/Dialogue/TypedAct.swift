import Conversations
import DialogueEngine
import Foundation

/// What somebody at a keyboard does.
enum TypedAct {
    /// Acts of the caller.
    case act(Script.Act)
    /// Ends the command.
    case quit
    /// Lists the acts.
    case help

    /// The acts that begin with a slash: word, what follows it, meaning.
    static let all: [(word: String, follows: String, meaning: String)] = [
        ("/silence", "", "say nothing until the voice agent goes on"),
        ("/keys", "1234#", "press keys: 0 to 9, * and #"),
        ("/interrupt", "3 WORDS", "say WORDS into the prompt after three of its words"),
        ("/noise", "3", "make noise into the prompt after three of its words; at once without 3"),
        ("/person", "", "a supervisor hands the call to a person"),
        ("/hangup", "", "hang up"),
        ("/help", "", "list these acts"),
        ("/quit", "", "end the command; the caller hangs up"),
    ]

    /// The acts as lines for people.
    static var list: [String] {
        ["WORDS               say WORDS; readings of a recogniser as in 0.6 to|0.3 two"]
            + all.map { act in
                let form = act.follows.isEmpty ? act.word : act.word + " " + act.follows
                return form.padding(toLength: 20, withPad: " ", startingAt: 0) + act.meaning
            }
    }

    /// What is wrong with a line.
    struct Problem: Error {
        let text: String
    }

    /// Reads a line; nil for an empty one.
    static func read(_ line: String) throws(Problem) -> TypedAct? {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        guard trimmed.hasPrefix("/") else {
            return trimmed.isEmpty ? nil : .act(.say(try readings(trimmed)))
        }
        let parts = trimmed.split(separator: " ", maxSplits: 1).map(String.init)
        let word = parts[0]
        let rest = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        switch word {
        case "/keys":
            guard Script.Act.areKeys(rest) else {
                throw Problem(text: "/keys '\(rest)': give keys, of 0 to 9, * and #")
            }
            return .act(.keys(rest))
        case "/noise":
            return .act(.noise(afterWords: rest.isEmpty ? 0 : try count(rest, of: word)))
        case "/interrupt":
            let given = rest.split(separator: " ", maxSplits: 1).map(String.init)
            guard given.count == 2 else {
                throw Problem(text: "/interrupt '\(rest)': give a number of words and what is said")
            }
            let words = try count(given[0], of: word)
            return .act(.interrupt(try readings(given[1]), afterWords: words))
        default:
            guard let act = plain(word) else {
                throw Problem(
                    text: "\(word): known: " + all.map(\.word).joined(separator: ", "))
            }
            guard rest.isEmpty else { throw Problem(text: "\(word) '\(rest)': nothing follows it") }
            return act
        }
    }

    /// Acts that nothing follows.
    private static func plain(_ word: String) -> TypedAct? {
        switch word {
        case "/silence": .act(.silence)
        case "/hangup": .act(.hangUp)
        case "/person": .act(.lever(.handoffNow))
        case "/quit": .quit
        case "/help": .help
        default: nil
        }
    }

    private static func count(_ text: String, of word: String) throws(Problem) -> Int {
        guard let number = Int(text), (0...200).contains(number) else {
            throw Problem(text: "\(word) '\(text)': a number of words is between 0 and 200")
        }
        return number
    }

    /// Readings separated by `|`, each with its confidence in front if it has one.
    private static func readings(_ text: String) throws(Problem) -> [Hypothesis] {
        var list: [Hypothesis] = []
        for part in text.split(separator: "|") {
            let words = part.split(separator: " ", maxSplits: 1)
            guard words.count == 2, words[0].contains("."), let number = Double(words[0]) else {
                list.append(Hypothesis(text: part.trimmingCharacters(in: .whitespaces)))
                continue
            }
            guard (0...1).contains(number) else {
                throw Problem(text: "\(words[0]): a confidence lies between 0 and 1")
            }
            list.append(Hypothesis(text: String(words[1]), confidence: Score(number)))
        }
        guard !list.isEmpty else { throw Problem(text: "'\(text)': nothing is said") }
        guard list == Hypothesis.ranked(list) else {
            throw Problem(text: "'\(text)': readings stand best first, as their confidences say")
        }
        return list
    }
}
