import Foundation

/// One run of the toolchain's formatter in its strict, read-only form.
struct FormatterRun {
    let status: Int32
    let output: String

    init(folders: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swift-format", "lint", "--strict", "--recursive"] + folders
        process.currentDirectoryURL = PackageTree.own.root
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }
}
