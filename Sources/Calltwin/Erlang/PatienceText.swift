import QueueingTheory
import Reporting

/// A law of patience as written on the command line, with its text for the answer.
struct PatienceText {
    let law: PatienceLaw
    /// How the answer names the law, in seconds.
    let description: String
    /// Whether the law is the exponential of Erlang A.
    let isExponential: Bool

    static let known =
        "180s, exponential(mean 180s), weibull(shape 0.7, scale 180s), "
        + "lognormal(median 90s, sigma 1), gamma(shape 2, scale 60s), deterministic(60s), "
        + "uniform(max 240s), hyperexponential(p 0.3, mean 10s, mean 400s), "
        + "balking(p 15%, mean 180s)"

    /// Reads `180s` or a law with its parameters.
    init(_ text: String) throws(CommandFailure) {
        var fields = try Fields(text)
        switch fields.name {
        case "exponential":
            let mean = try fields.seconds("mean")
            law = .exponential(mean: mean)
            description = "exponential with mean \(NumberText.plain(mean)) s"
        case "weibull":
            let shape = try fields.number("shape")
            let scale = try fields.seconds("scale")
            law = .weibull(shape: shape, scale: scale)
            description =
                "Weibull, shape \(NumberText.plain(shape)), scale \(NumberText.plain(scale)) s"
        case "lognormal":
            let median = try fields.seconds("median")
            let sigma = try fields.number("sigma")
            guard median > 0 else { throw .usage("the median in '\(text)' is not above 0") }
            law = .lognormal(median: median, logDeviation: sigma)
            description =
                "lognormal, median \(NumberText.plain(median)) s, sigma \(NumberText.plain(sigma))"
        case "gamma":
            let shape = try fields.number("shape")
            let scale = try fields.seconds("scale")
            law = .gamma(shape: shape, scale: scale)
            description =
                "gamma, shape \(NumberText.plain(shape)), scale \(NumberText.plain(scale)) s"
        case "deterministic":
            let value = try fields.seconds("value")
            law = .deterministic(value)
            description = "exactly \(NumberText.plain(value)) s"
        case "uniform":
            let most = try fields.seconds("max")
            law = .uniform(upTo: most)
            description = "uniform up to \(NumberText.plain(most)) s"
        case "hyperexponential":
            let probability = try fields.fraction("p")
            let first = try fields.seconds("mean")
            let second = try fields.seconds("mean")
            law = .hyperexponential(
                probability: probability, firstMean: first, secondMean: second)
            description =
                "\(NumberText.plain(probability * 100)) % exponential with mean "
                + "\(NumberText.plain(first)) s, others with mean \(NumberText.plain(second)) s"
        case "balking":
            let probability = try fields.fraction("p")
            let mean = try fields.seconds("mean")
            law = .balkingExponential(balk: probability, mean: mean)
            description =
                "\(NumberText.plain(probability * 100)) % leave at once, others exponential with "
                + "mean \(NumberText.plain(mean)) s"
        default:
            throw .usage("unknown law '\(fields.name)' in '\(text)'; known: \(Self.known)")
        }
        try fields.finish()
        isExponential = fields.name == "exponential"
    }

    /// The name of a law and its parameters, taken one after another.
    private struct Fields {
        let name: String
        private let text: String
        private var items: [(key: String, value: String)]

        init(_ text: String) throws(CommandFailure) {
            self.text = text
            guard let first = text.first(where: { $0 != " " }) else {
                throw .usage("the patience is empty; known: \(PatienceText.known)")
            }
            guard first.isLetter else {
                (name, items) = ("exponential", [("mean", text)])
                return
            }
            let word = text.drop { $0 == " " }.prefix { $0.isLetter }
            name = word.lowercased()
            var rest = text.drop { $0 == " " }.dropFirst(word.count).filter { $0 != "=" }
            rest = rest.drop { $0 == " " }.description
            while rest.last == " " { rest.removeLast() }
            if rest.first == "(" {
                guard rest.last == ")" else { throw .usage("'\(text)' lacks its closing bracket") }
                rest = String(rest.dropFirst().dropLast())
            }
            items = rest.split(separator: ",").map { item in
                let trimmed = item.drop { $0 == " " }
                let key = trimmed.prefix { $0.isLetter }
                return (String(key), String(trimmed.dropFirst(key.count)))
            }
        }

        mutating func seconds(_ key: String) throws(CommandFailure) -> Double {
            try Quantity.seconds(try take(key))
        }

        mutating func number(_ key: String) throws(CommandFailure) -> Double {
            try Quantity.number(try take(key))
        }

        mutating func fraction(_ key: String) throws(CommandFailure) -> Double {
            try Quantity.fraction(try take(key))
        }

        func finish() throws(CommandFailure) {
            guard let extra = items.first else { return }
            throw .usage(
                "'\(extra.key)\(extra.value)' is one parameter too many in '\(text)'; known: "
                    + PatienceText.known)
        }

        /// The next parameter, which may leave its name out.
        private mutating func take(_ key: String) throws(CommandFailure) -> String {
            let named = items.firstIndex { $0.key == key }
            let index = named ?? (items.first?.key == "" ? 0 : nil)
            guard let index else {
                throw .usage("'\(text)' lacks its parameter '\(key)'; known: \(PatienceText.known)")
            }
            return items.remove(at: index).value
        }
    }
}
