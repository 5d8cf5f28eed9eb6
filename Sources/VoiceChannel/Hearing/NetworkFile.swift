import DialogueEngine
import Foundation
import VoiceLibraries

/// A layer of a network: one row of weights for each input, and what is added to the sums.
struct NetworkLayer: Hashable, Sendable {
    private let outputs: Int
    private let weights: [Float]

    fileprivate init(outputs: Int, weights: [Float]) {
        self.outputs = outputs
        self.weights = weights
    }

    /// Adds the products with inputs; inputs of 0 cost nothing.
    func add(_ input: [Float], to sum: inout [Float]) {
        weights.withUnsafeBufferPointer { weights in
            sum.withUnsafeMutableBufferPointer { sum in
                for (place, value) in input.enumerated() where value != 0 {
                    let row = place * outputs
                    for output in 0..<outputs { sum[output] += value * weights[row + output] }
                }
            }
        }
    }
}

/// A file of a network: a heading in a line, layers as a scale (32-bit float) and weights of 16 bits,
/// then biases (32-bit floats); little-endian.
struct NetworkFile {
    private let path: String
    private let bytes: [UInt8]
    /// The heading.
    let heading: String
    private var place: Int

    /// Opens a file.
    ///
    /// - Throws: `missingHearing` where there is none.
    init(path: String) throws(VoiceLibraryError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missingHearing(path: path)
        }
        self.path = path
        bytes = [UInt8](data)
        heading = String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
        place = heading.utf8.count + 1
    }

    /// Digest of the whole file.
    var digest: String {
        var digest = Digest()
        digest.add(bytes: bytes)
        return String(digest.value, radix: 16)
    }

    /// The number that ends the heading.
    ///
    /// - Throws: `malformed` where the heading begins otherwise.
    func number(after known: String) throws(VoiceLibraryError) -> Int {
        let number = heading.hasPrefix(known) ? Int(heading.dropFirst(known.count)) : nil
        guard let number, (1...4096).contains(number) else {
            throw .malformed(path: path, reason: "heading '\(heading)'; known: '\(known)N'")
        }
        return number
    }

    /// The layers of so many inputs and outputs, and rows of so many biases, which end the file.
    ///
    /// - Throws: `malformed` where the file is shorter or longer.
    mutating func layers(
        _ sizes: [(Int, Int)], biases counts: [Int]
    ) throws(VoiceLibraryError) -> (layers: [NetworkLayer], biases: [[Float]]) {
        let length =
            place + sizes.reduce(0) { $0 + 4 + 2 * $1.0 * $1.1 } + 4 * counts.reduce(0, +)
        guard bytes.count == length else {
            throw .malformed(path: path, reason: "\(bytes.count) bytes; known: \(length)")
        }
        let layers = sizes.map { rows, columns in
            let scale = Float(bitPattern: word(4))
            return NetworkLayer(
                outputs: columns,
                weights: (0..<rows * columns).map { _ in
                    Float(Int16(truncatingIfNeeded: word(2))) * scale
                })
        }
        let biases = counts.map { count in
            (0..<count).map { _ in Float(bitPattern: word(4)) }
        }
        return (layers, biases)
    }

    private mutating func word(_ size: Int) -> UInt32 {
        defer { place += size }
        return (0..<size).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
    }
}
