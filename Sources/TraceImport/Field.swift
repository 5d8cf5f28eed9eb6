/// Strict readers of single fields; no sign, blank or exponent slips through.
enum Field {
    /// Digits that no number of a trace exceeds; ten still fit 64 bits with room for arithmetic.
    static let mostDigits = 10

    /// A decimal number without sign, or nil.
    static func number(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.count <= mostDigits else { return nil }
        var value = 0
        for byte in text {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// A decimal number with an optional minus sign, or nil.
    static func signedNumber(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.first == 0x2D else { return number(text) }
        return number(text.dropFirst()).map { -$0 }
    }

    /// Seconds since midnight of `h:mm:ss` or `hh:mm:ss`, or nil if it is no time of day.
    static func clock(_ text: ArraySlice<UInt8>) -> Int? {
        let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count <= 2, parts[1].count == 2, parts[2].count == 2,
            let hour = number(parts[0]), let minute = number(parts[1]),
            let second = number(parts[2]), hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Text for a message: printable ASCII as it is, anything else as `\xNN`, cut at 40 bytes.
    static func shown(_ text: ArraySlice<UInt8>, limit: Int = 40) -> String {
        var result = ""
        for byte in text.prefix(limit) {
            if byte >= 0x20, byte < 0x7F {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16)
                result += "\\x" + (hex.count < 2 ? "0" + hex : hex)
            }
        }
        return text.count > limit ? result + "…" : result
    }
}
