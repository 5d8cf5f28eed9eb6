/// The dense number of an intent in its dialogue model.
@frozen
public struct IntentID: Hashable, Comparable, Sendable {
    /// Position in the model's list of intents.
    public var rawValue: UInt16

    /// Wraps a dense number.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a slot in its dialogue model.
@frozen
public struct SlotID: Hashable, Comparable, Sendable {
    /// Position in the model's list of slots.
    public var rawValue: UInt16

    /// Wraps a dense number.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a flow in its dialogue model.
@frozen
public struct FlowID: Hashable, Comparable, Sendable {
    /// Position in the model's list of flows.
    public var rawValue: UInt16

    /// Wraps a dense number.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a step, over all flows of a dialogue model.
@frozen
public struct StepID: Hashable, Comparable, Sendable {
    /// Position in the model's list of steps.
    public var rawValue: UInt16

    /// Wraps a dense number.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a prompt in its dialogue model.
@frozen
public struct PromptID: Hashable, Comparable, Sendable {
    /// Position in the model's list of prompts.
    public var rawValue: UInt16

    /// Wraps a dense number.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a tool in its dialogue model.
@frozen
public struct ToolID: Hashable, Comparable, Sendable {
    /// Position in the model's list of tools.
    public var rawValue: UInt16

    /// Wraps a dense number.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
