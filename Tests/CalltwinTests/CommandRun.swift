import Foundation

/// One run of the built command: what it printed and how it ended.
struct CommandRun {
    let output: String
    let errors: String
    let status: Int32

    /// The binary beside the test bundle, or the one that `CALLTWIN_BINARY` names.
    static var binary: URL {
        if let path = ProcessInfo.processInfo.environment["CALLTWIN_BINARY"], !path.isEmpty {
            return URL(fileURLWithPath: path)
        }
        let bundle = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return bundle.deletingLastPathComponent().appendingPathComponent("calltwin")
    }

    /// Runs `calltwin` with these arguments, 80 columns wide and without colour.
    init(_ arguments: String...) throws { try self.init(arguments: arguments) }

    /// Runs `calltwin` with these arguments, typed lines and additions to the environment.
    init(
        arguments: [String], input: String? = nil, environment: [String: String] = [:],
        outputPath: String? = nil
    ) throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory
            .appendingPathComponent("calltwin-test-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        // Files rather than pipes: a full pipe would stop the command and the test with it.
        let outputFile = folder.appendingPathComponent("output")
        let errorFile = folder.appendingPathComponent("errors")
        for file in [outputFile, errorFile] { try Data().write(to: file) }

        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        variables["COLUMNS"] = "80"
        variables.merge(environment) { $1 }
        process.environment = variables
        process.standardInput = FileHandle.nullDevice
        if let input {
            let inputFile = folder.appendingPathComponent("input")
            try Data(input.utf8).write(to: inputFile)
            process.standardInput = try FileHandle(forReadingFrom: inputFile)
        }
        process.standardOutput = try FileHandle(
            forWritingTo: outputPath.map { URL(fileURLWithPath: $0) } ?? outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        process.waitUntilExit()
        output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
        status = process.terminationStatus
    }
}
