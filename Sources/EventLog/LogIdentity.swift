import BinaryCoding
import Crypto

/// A SHA-256 digest: the chain value of a block or of a log.
///
/// Two logs with the same chain head hold the same events, whatever their compression.
public struct ChainValue: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of a digest.
    public static let byteCount = 32
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    /// 32 zero bytes: what the first block of a log is chained to.
    public static let zero = ChainValue()

    private init() {}

    /// Takes the first 32 bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count >= Self.byteCount)
        withUnsafeMutableBytes(of: &self) { $0.copyMemory(from: .init(rebasing: bytes[..<32])) }
    }

    /// The digest of some bytes.
    public init(hashing bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        self = hash.finalize().withUnsafeBytes { ChainValue($0) }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }

    /// 64 hexadecimal digits.
    public var description: String { hexadecimal(bytes) }
}

/// The 16 bytes that every segment of one log carries.
///
/// A simulated run derives them from all that determines it, so that its log is the same on every
/// machine; they key nothing else.
public struct LogID: Hashable, Sendable, CustomStringConvertible {
    /// Bytes of an identity.
    public static let byteCount = 16
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Takes the first 16 bytes of the SHA-256 of some content.
    public init(hashing content: [UInt8]) {
        bytes = Array(content.withUnsafeBytes { ChainValue(hashing: $0) }.bytes.prefix(16))
    }

    /// Takes exactly 16 bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.byteCount)
        self.bytes = Array(bytes)
    }

    /// 32 hexadecimal digits.
    public var description: String { hexadecimal(bytes) }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
