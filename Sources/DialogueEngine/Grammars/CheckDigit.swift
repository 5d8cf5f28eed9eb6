/// How the last character of a number follows from the others.
///
/// Letters count as the two-digit numbers 10 (A) to 35 (Z), as ISO 6166 and ISO/IEC 7064 have it.
/// Every rule finds any single wrong digit; Luhn misses the exchange of 0 and 9 side by side, and the
/// other two find every exchange of neighbours.
public enum CheckDigit: UInt8, Hashable, Sendable, CaseIterable {
    /// It does not.
    case none
    /// ISO/IEC 7812-1, annex B (Luhn): cards, and ISIN codes.
    case luhn
    /// Weights 2, 3, 4 … from the right, modulo 11 (as in ISBN-10); a remainder of 10 is never
    /// issued.
    case mod11
    /// ISO/IEC 7064 MOD 97-10: the number modulo 97 is 1.
    case mod97

    /// Whether a string of digits and upper-case letters obeys the rule; no other string does.
    public func holds(_ text: String) -> Bool {
        var digits: [Int] = []
        digits.reserveCapacity(2 * text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 48...57: digits.append(Int(byte) - 48)
            case 65...90:
                digits.append((Int(byte) - 55) / 10)
                digits.append((Int(byte) - 55) % 10)
            default: return false
            }
        }
        guard let last = digits.last else { return false }
        switch self {
        case .none: return true
        case .luhn:
            var sum = 0
            for (place, digit) in digits.reversed().enumerated() {
                let value = place % 2 == 1 ? 2 * digit : digit
                sum += value > 9 ? value - 9 : value
            }
            return sum % 10 == 0
        case .mod11:
            var sum = 0
            for (place, digit) in digits.dropLast().reversed().enumerated() {
                sum += (place + 2) * digit
            }
            return (11 - sum % 11) % 11 == last
        case .mod97: return digits.reduce(0) { ($0 * 10 + $1) % 97 } == 1
        }
    }
}
