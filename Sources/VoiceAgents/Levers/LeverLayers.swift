public import ContactCenterEvents
public import TwinPrimitives

/// Which of several levers a setting of a pool obeys.
///
/// What is planned lies at the bottom until it is moved; a rule lies on top from the moment at which it
/// is met until it is over, and so does a planned lever that moves after it. The topmost counts.
public struct LeverLayers: Sendable {
    private struct Place: Hashable {
        var pool: VoicePoolID
        var setting: LeverSetting
    }

    private struct Layer {
        /// The lever whose rule is met; nil for what is planned.
        var lever: UInt16?
        var value: UInt32
    }

    private var layers: [Place: [Layer]] = [:]

    /// Nothing was moved yet.
    public init() {}

    /// A planned lever moves.
    ///
    /// - Parameters:
    ///   - change: What changes.
    ///   - pool: The pool.
    public mutating func plan(_ change: LeverChange, of pool: VoicePoolID) {
        let place = Place(pool: pool, setting: change.setting)
        layers[place]?.removeAll { $0.lever == nil }
        layers[place, default: []].append(Layer(lever: nil, value: change.value))
    }

    /// The rule of a lever is met.
    ///
    /// - Parameters:
    ///   - change: What changes.
    ///   - pool: The pool.
    ///   - lever: The lever.
    ///   - present: The value that the setting has until now.
    /// - Returns: The change itself, which counts from now on.
    public mutating func add(
        _ change: LeverChange, of pool: VoicePoolID, lever: UInt16, to present: UInt32
    ) -> LeverChange {
        let place = Place(pool: pool, setting: change.setting)
        layers[place, default: [Layer(lever: nil, value: present)]].append(
            Layer(lever: lever, value: change.value))
        return change
    }

    /// The rule of a lever is over.
    ///
    /// - Parameters:
    ///   - setting: What it moved when it was met.
    ///   - pool: The pool.
    ///   - lever: The lever.
    /// - Returns: The value that counts now.
    public mutating func remove(
        _ setting: LeverSetting, of pool: VoicePoolID, lever: UInt16
    ) -> LeverChange {
        let place = Place(pool: pool, setting: setting)
        layers[place]?.removeAll { $0.lever == lever }
        guard let top = layers[place]?.last else {
            preconditionFailure("the rule of lever \(lever) was never met")
        }
        return LeverChange(setting, top.value)
    }
}
