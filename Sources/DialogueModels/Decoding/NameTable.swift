import DialogueEngine
import ModelReading
import TwinPrimitives

/// The names of a model's parts, with their numbers.
struct NameTable {
    /// What the names name, such as `slot`.
    let what: String
    /// The names in order.
    let names: [String]
    private let places: [String: Int]

    init(_ what: String, _ names: [String]) {
        self.what = what
        self.names = names
        places = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The number of a name.
    func place(
        _ name: String, at location: SourceLocation, key: String
    ) throws(DialogueModelError) -> Int {
        guard let place = places[name] else {
            throw .unknownName(
                location: location, key: key, what: what, name: name, known: names)
        }
        return place
    }

    /// The number of the name that a key holds; nil when the key is absent.
    func place(_ reader: MappingReader, _ key: String) throws -> Int? {
        guard let name = try reader.optionalText(key) else { return nil }
        return try place(name, at: reader.location(of: key), key: reader.path(of: key))
    }

    /// The numbers of the names in a list; empty when the key is absent.
    func places(_ reader: MappingReader, _ key: String) throws -> [Int] {
        var places: [Int] = []
        for item in try reader.optionalItems(key) ?? [] {
            guard let name = item.node.scalar else {
                throw ModelReadingError.wrongShape(
                    location: item.node.location, key: item.path, expected: "a name",
                    got: item.node.shape)
            }
            places.append(try place(name, at: item.node.location, key: item.path))
        }
        return places
    }
}
