import ModelReading

extension MappingReader {
    /// A key that changes nothing, with the reason.
    func noEffect(_ key: String, _ why: String) -> ScenarioError {
        .noEffect(location: location(of: key), key: path(of: key), why: why)
    }

    /// A value that no center can have; `what` follows the path of the key.
    func invalid(_ key: String, _ what: String) -> ScenarioError {
        .invalid(location: location(of: key), what: "\(path(of: key)) \(what)")
    }
}
