import ContactCenterEvents
import TwinPrimitives

/// Events as lines of text and of JSON.
enum EventText {
    /// Seconds with all nine decimals, exactly.
    static func seconds(_ time: SimulationTime) -> String { decimal(time.nanoseconds) }

    private static func decimal(_ nanoseconds: Int64) -> String {
        let magnitude = nanoseconds.magnitude
        let fraction = String(magnitude % 1_000_000_000)
        return (nanoseconds < 0 ? "-" : "") + String(magnitude / 1_000_000_000) + "."
            + String(repeating: "0", count: 9 - fraction.count) + fraction
    }

    /// `12.000000000  contactAnswered  contact 3  agent 7`.
    static func line(_ event: ContactCenterEvent, at time: SimulationTime) -> String {
        let row = event.row
        let stamp = seconds(time)
        let blank = String(repeating: " ", count: max(0, 18 - stamp.count))
        let name = type(of: row).kind.name
        return blank + stamp + "  "
            + name.padded(to: 21)
            + row.fields.map { "  \($0.name) \(text($0.value))" }.joined()
    }

    /// One JSON object in one line.
    static func json(_ event: ContactCenterEvent, at time: SimulationTime) -> String {
        let row = event.row
        let fields = row.fields.map { field in
            let isDuration = if case .nanoseconds = field.value { true } else { false }
            return ",\"\(field.name)\(isDuration ? "Seconds" : "")\":\(json(field.value))"
        }
        return "{\"timeSeconds\":\(seconds(time)),\"kind\":\"\(type(of: row).kind.name)\""
            + fields.joined() + "}"
    }

    private static func text(_ value: EventFieldValue) -> String {
        switch value {
        case .unsigned(let number): "\(number)"
        case .signed(let number): "\(number)"
        case .nanoseconds(let duration): decimal(duration) + " s"
        case .truth(let truth): truth ? "yes" : "no"
        case .name(let name): name
        case .contact(let contact): "\(contact.rawValue)"
        case .agent(let agent): agent == .unknown ? "unknown" : "\(agent.rawValue)"
        }
    }

    private static func json(_ value: EventFieldValue) -> String {
        switch value {
        case .truth(let truth): "\(truth)"
        case .name(let name): "\"\(name)\""
        case .nanoseconds(let duration): decimal(duration)
        case .agent(.unknown): "null"
        case .unsigned, .signed, .contact, .agent: text(value)
        }
    }
}

extension String {
    /// The text with blanks up to a length.
    fileprivate func padded(to length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - count))
    }
}

/// Measures the rows of events as a log codes them, by coding them once more.
struct RowMeasure {
    private final class Coder {
        var encoder = EventRowEncoder(blockBytes: 256 << 10)
    }
    private let coder = Coder()

    /// Bytes that an event adds to its block.
    func length(of event: ContactCenterEvent, at time: SimulationTime) -> Int {
        if coder.encoder.isFull { coder.encoder.takeBlock { _ in } }
        let before = coder.encoder.byteCount
        coder.encoder.encode(event, at: time)
        return coder.encoder.byteCount - before
    }
}
