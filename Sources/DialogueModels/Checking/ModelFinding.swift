public import TwinPrimitives

/// Something wrong, or missing, in a dialogue model that can be read.
public struct ModelFinding: Hashable, Sendable {
    /// What kind of finding it is.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// No path leads to the step or flow.
        case unreachable
        /// Steps that lead only to each other.
        case loopWithoutExit
        /// Steps that repeat without waiting for anybody.
        case loopWithoutWait
        /// A slot that is needed and that nothing fills.
        case slotNeverFilled
        /// A slot that nothing uses.
        case slotUnused
        /// A tool that can be reached without the verification that it needs.
        case actionBelowLevel
        /// A question or pattern without words.
        case missingPrompt
        /// A part that nobody answers for.
        case missingOwner
        /// An intent that leads nowhere, or has too few examples.
        case intent
        /// Flows that call each other without end.
        case recursion
    }

    /// Which rule.
    public var rule: Rule
    /// Where.
    public var location: SourceLocation
    /// What, and what to do about it.
    public var text: String

    /// One line: `path:line: error: rule: what`.
    public var description: String { "\(location): error: \(rule.rawValue): \(text)" }
}
