import Foundation

extension StageSamples {
    /// Reads spans as an OpenTelemetry collector writes them to a file.
    ///
    /// OTLP as JSON, one document, or one a line. The name of a span is its stage.
    ///
    /// Source of the form: OpenTelemetry Protocol, JSON encoding of `TracesData`.
    init(spans text: String, path: String, callAttribute: String?) throws(StageSampleError) {
        self.init()
        try add(spans: text, path, callAttribute)
    }

    private mutating func add(
        spans text: String, _ path: String, _ callAttribute: String?
    ) throws(StageSampleError) {
        if let whole = Self.json(text) {
            return try add(document: whole, path, 1, callAttribute)
        }
        for (number, line) in text.split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() where !line.allSatisfy(\.isWhitespace) {
            guard let document = Self.json(String(line)) else {
                throw .line(
                    path: path, line: number + 1,
                    what:
                        "this is no JSON document, alone or in its line; wanted: OTLP spans as JSON"
                )
            }
            try add(document: document, path, number + 1, callAttribute)
        }
    }

    private static func json(_ text: String) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private mutating func add(
        document: Any, _ path: String, _ line: Int, _ callAttribute: String?
    ) throws(StageSampleError) {
        guard let resources = (document as? [String: Any])?["resourceSpans"] as? [[String: Any]]
        else {
            throw .line(
                path: path, line: line,
                what: "there is no list resourceSpans; wanted: OTLP spans as JSON")
        }
        for resource in resources {
            for scope in resource["scopeSpans"] as? [[String: Any]] ?? [] {
                for span in scope["spans"] as? [[String: Any]] ?? [] {
                    try add(span: span, path, line, callAttribute)
                }
            }
        }
    }

    private mutating func add(
        span: [String: Any], _ path: String, _ line: Int, _ callAttribute: String?
    ) throws(StageSampleError) {
        let name = span["name"] as? String ?? ""
        func fault(_ what: String) -> StageSampleError {
            .line(path: path, line: line, what: "span '\(name)': \(what)")
        }
        guard !name.isEmpty else { throw fault("it has no name, which would be its stage") }
        func instant(_ key: String) throws(StageSampleError) -> UInt64 {
            // 64-bit numbers are texts in this encoding; some writers give plain numbers.
            let text = span[key] as? String ?? (span[key] as? NSNumber)?.stringValue
            guard let text, let value = UInt64(text) else {
                throw fault("\(key) should be nanoseconds since 1970, not \(text ?? "missing")")
            }
            return value
        }
        let begin = try instant("startTimeUnixNano")
        let end = try instant("endTimeUnixNano")
        guard end >= begin else { throw fault("it ends before it begins") }
        let call =
            callAttribute.flatMap { Self.attribute($0, of: span) } ?? span["traceId"] as? String
        guard let call else {
            throw fault("it has no traceId, and no attribute that names its call")
        }
        add(name, Sample(call: call, seconds: Double(end - begin) / 1e9))
    }

    private static func attribute(_ name: String, of span: [String: Any]) -> String? {
        let attributes = span["attributes"] as? [[String: Any]] ?? []
        let found = attributes.first { $0["key"] as? String == name }
        let value = found?["value"] as? [String: Any]
        return value?["stringValue"] as? String ?? value?["intValue"] as? String
    }
}
