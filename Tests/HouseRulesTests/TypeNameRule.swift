/// No type carries its module's name: it would hide the module from qualified names.
enum TypeNameRule {
    static func findings(in source: SourceText) -> [Finding] {
        guard let module = source.module else { return [] }
        return source.code.enumerated().compactMap { number, line in
            let words = line.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
            let declares = zip(words, words.dropFirst()).contains { word, name in
                keywords.contains(word) && name == module
            }
            guard declares else { return nil }
            return Finding(
                path: source.path, line: number + 1,
                rule: "a type with its module's name, \(module)",
                instead: "name it after what it is within the module")
        }
    }

    private static let keywords: Set<Substring> = [
        "struct", "class", "enum", "actor", "protocol", "typealias",
    ]
}
