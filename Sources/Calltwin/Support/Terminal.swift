import Foundation

/// What may be written to an output stream besides plain text.
struct Terminal {
    /// A terminal, not a file or a pipe; progress bars appear only then.
    let isTerminal: Bool
    /// Columns of the terminal; 80 when unknown.
    let width: Int
    /// Colour and weight are welcome: a terminal that is not dumb, and `NO_COLOR` not set.
    let usesColour: Bool

    /// Where somebody types.
    static let standardInput = Terminal(descriptor: 0)
    /// Where data goes.
    static let standardOutput = Terminal(descriptor: 1)
    /// Where talk and progress go.
    static let standardError = Terminal(descriptor: 2)

    private init(descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        isTerminal = isatty(descriptor) == 1
        var size = winsize()
        let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        width = known ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) } ?? 80
        // no-color.org: any value but the empty one switches colour off.
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        usesColour = isTerminal && !refused && environment["TERM"] != "dumb"
    }

    /// The text in bold where colour is welcome.
    func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
