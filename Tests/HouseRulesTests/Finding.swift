/// One violation: where, which rule, and what to use instead.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    /// From 1.
    let line: Int
    let rule: String
    let instead: String

    var description: String { "\(path):\(line): error: \(rule); \(instead)" }
}
