/// One row of the house: a module and what it may import beyond the standard library.
struct ModuleRow {
    let name: String
    /// Modules and packages named in the row; what they may import may be imported too.
    let mayImport: [String]
    /// Whether the module may see the platform (files, JSON, C library); hot modules may not, since
    /// their draws and their order must be the same on every machine.
    let platform: Bool
    /// Whether the module may lock (`Synchronization`): memories that change nothing but what is worked
    /// out twice (ADR 17).
    let locks: Bool
    /// Line of the row in this file, from 1.
    let line: Int

    init(
        _ name: String, _ mayImport: [String] = [], platform: Bool = false, locks: Bool = false,
        line: Int = #line
    ) {
        self.name = name
        self.mayImport = mayImport
        self.platform = platform
        self.locks = locks
        self.line = line
    }
}

/// The rows, bottom up.
///
/// `docs/architecture.md` shows the same table to readers.
enum ModuleTable {
    static let rows: [ModuleRow] = [
        ModuleRow("CGSL"),
        ModuleRow("CZstd"),
        ModuleRow("CVoiceLibraries"),
        ModuleRow("GSL", ["CGSL"]),
        ModuleRow("Zstandard", ["CZstd"], platform: true),
        ModuleRow("VoiceLibraries", ["CVoiceLibraries"], platform: true),
        ModuleRow("TwinPrimitives"),
        ModuleRow("BinaryCoding", ["TwinPrimitives"]),
        ModuleRow("SimulationKernel", ["TwinPrimitives"]),
        ModuleRow("Distributions", ["TwinPrimitives"]),
        ModuleRow("RandomVariates", ["Distributions"]),
        ModuleRow("Statistics", ["GSL", "RandomVariates"], platform: true),
        ModuleRow("QueueingTheory", ["GSL"], platform: true),
        ModuleRow("ContactCenterEvents", ["BinaryCoding"]),
        ModuleRow("EventLog", ["BinaryCoding", "Zstandard", "Crypto"], platform: true),
        ModuleRow("RunLogs", ["ContactCenterEvents", "EventLog"], platform: true),
        ModuleRow("ContactCenter", ["RandomVariates", "ContactCenterEvents"]),
        ModuleRow(
            "ResponseStations", ["SimulationKernel", "RandomVariates", "ContactCenterEvents"]),
        ModuleRow("DialogueEngine", ["TwinPrimitives"], locks: true),
        ModuleRow("CallerModel", ["RandomVariates"]),
        ModuleRow("Conversations", ["DialogueEngine", "CallerModel"]),
        ModuleRow("VoiceAgents", ["ResponseStations", "Conversations"], locks: true),
        ModuleRow("TwinSimulation", ["SimulationKernel", "ContactCenter", "VoiceAgents"]),
        ModuleRow("TelephoneAudio", ["RandomVariates"]),
        ModuleRow(
            "VoiceChannel", ["Conversations", "VoiceLibraries", "TelephoneAudio", "Crypto"],
            platform: true),
        ModuleRow(
            "DecodeBank",
            ["Conversations", "Statistics", "BinaryCoding", "Zstandard", "Crypto", "GRDB"],
            platform: true),
        ModuleRow("ModelReading", ["TwinPrimitives", "Yams"], platform: true),
        ModuleRow(
            "DialogueModels", ["ModelReading", "Conversations", "TelephoneAudio", "Zstandard"],
            platform: true),
        ModuleRow(
            "Scenarios", ["DialogueModels", "DecodeBank", "TwinSimulation"], platform: true),
        ModuleRow("TraceImport", ["RunLogs", "Zstandard"], platform: true),
        ModuleRow("Projections", ["RunLogs", "Statistics"]),
        ModuleRow("Experiments", ["Scenarios", "Projections"], platform: true),
        ModuleRow("Calibration", ["Projections", "Scenarios", "Experiments"], platform: true),
        ModuleRow("Validation", ["QueueingTheory", "Experiments"], platform: true),
        ModuleRow("Planning", ["QueueingTheory", "Experiments"], platform: true),
        ModuleRow("VoiceStudies", ["VoiceChannel", "Planning"], platform: true),
        ModuleRow(
            "Reporting",
            ["Projections", "Planning", "Calibration", "Validation", "TraceImport"],
            platform: true),
    ]

    /// Executables: they may import every row, and read the clock.
    static let programs = ["Calltwin", "CalltwinBench", "DocumentedCommands"]

    /// Packages from outside, which only the rows that name them may import directly.
    static let packages: Set<String> = ["Crypto", "GRDB", "Yams", "ArgumentParser"]

    /// Modules of the platform, open to the rows marked so.
    static let platformModules: Set<String> = [
        "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    /// What each row may import: the row and its closure.
    ///
    /// Packages are not inherited.
    static func allowedImports() -> [String: Set<String>] {
        var closures: [String: Set<String>] = [:]
        for row in rows {
            var allowed = Set(row.mayImport)
            for name in row.mayImport where !packages.contains(name) {
                allowed.formUnion((closures[name] ?? []).subtracting(packages))
            }
            if row.platform { allowed.formUnion(platformModules) }
            closures[row.name] = allowed
        }
        // The walls round C hold for the closure too: only the wrapper sees its C module.
        for row in rows {
            for wrapped in ["CGSL", "CZstd", "CVoiceLibraries"]
            where !row.mayImport.contains(wrapped) {
                closures[row.name]?.remove(wrapped)
            }
            if !row.platform { closures[row.name]?.subtract(platformModules) }
            if row.locks { closures[row.name]?.insert("Synchronization") }
        }
        return closures
    }
}
