// swift-tools-version: 6.2
import Foundation
import PackageDescription

let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: here + "/" + path) }

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let external: [String: Target.Dependency] = [
    "ArgumentParser": .product(name: "ArgumentParser", package: "swift-argument-parser"),
    "Crypto": .product(name: "Crypto", package: "swift-crypto"),
    "Yams": .product(name: "Yams", package: "Yams"),
]

// Draft manifest: every row of the house, present or not; a row counts once it has a folder.
let house: [(String, [String])] = [
    ("GSL", ["CGSL"]),
    ("Zstandard", ["CZstd"]),
    ("TwinPrimitives", []),
    ("BinaryCoding", ["TwinPrimitives"]),
    ("SimulationKernel", ["TwinPrimitives"]),
    ("Distributions", ["TwinPrimitives"]),
    ("RandomVariates", ["Distributions", "TwinPrimitives"]),
    ("Statistics", ["GSL", "RandomVariates", "Distributions", "TwinPrimitives"]),
    ("QueueingTheory", ["GSL"]),
    ("ContactCenterEvents", ["BinaryCoding", "TwinPrimitives"]),
    ("EventLog", ["BinaryCoding", "Zstandard", "Crypto", "TwinPrimitives"]),
    ("RunLogs", ["ContactCenterEvents", "EventLog", "BinaryCoding", "TwinPrimitives"]),
    ("ContactCenter", ["RandomVariates", "Distributions", "ContactCenterEvents", "TwinPrimitives"]),
    ("VoiceAgents", ["RandomVariates", "Distributions", "ContactCenterEvents", "TwinPrimitives"]),
    ("TwinSimulation", ["SimulationKernel", "ContactCenter", "VoiceAgents", "RandomVariates", "Distributions", "ContactCenterEvents", "TwinPrimitives"]),
    ("ModelReading", ["TwinPrimitives", "Yams"]),
    ("Scenarios", ["ModelReading", "TwinSimulation", "ContactCenter", "VoiceAgents", "RandomVariates", "Distributions", "TwinPrimitives"]),
    ("TraceImport", ["RunLogs", "ContactCenterEvents", "EventLog", "TwinPrimitives", "Zstandard"]),
    ("Projections", ["RunLogs", "ContactCenterEvents", "EventLog", "Statistics", "TwinPrimitives"]),
    ("Calibration", ["RunLogs", "Projections", "Scenarios", "Experiments", "Statistics", "ContactCenterEvents", "EventLog", "Distributions", "RandomVariates", "ContactCenter", "TwinPrimitives", "TwinSimulation", "VoiceAgents"]),
    ("Experiments", ["RunLogs", "Scenarios", "Projections", "TwinSimulation", "ContactCenter", "VoiceAgents", "Statistics", "EventLog", "ContactCenterEvents", "RandomVariates", "Distributions", "TwinPrimitives"]),
    ("Planning", ["QueueingTheory", "Experiments", "Projections", "Scenarios", "Statistics", "ContactCenter", "TwinSimulation", "VoiceAgents", "TwinPrimitives"]),
    ("Reporting", ["RunLogs", "Projections", "Planning", "Calibration", "Experiments", "Statistics", "Scenarios", "TwinPrimitives", "TraceImport", "EventLog", "ContactCenterEvents", "QueueingTheory"]),
]
let present = Set(house.map(\.0).filter { exists("Sources/\($0)") })
func dependency(_ name: String) -> Target.Dependency? {
    if let product = external[name] { return product }
    if name == "CGSL" || name == "CZstd" { return .target(name: name) }
    return present.contains(name) ? .target(name: name) : nil
}

var targets: [Target] = [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
]
for (name, needs) in house where present.contains(name) {
    targets.append(.target(name: name, dependencies: needs.compactMap(dependency), swiftSettings: strict))
}
let allPresent: [Target.Dependency] = house.map(\.0).compactMap(dependency)
if exists("Sources/Calltwin") {
    targets.append(.executableTarget(
        name: "Calltwin", dependencies: allPresent + [external["ArgumentParser"]!], swiftSettings: strict))
}
if exists("Sources/CalltwinBench") {
    targets.append(.executableTarget(name: "CalltwinBench", dependencies: allPresent, swiftSettings: strict))
}
if exists("Sources/DocumentedCommands") {
    targets.append(.executableTarget(name: "DocumentedCommands", swiftSettings: strict))
}
if exists("Tests/TestSupport") {
    targets.append(.target(name: "TestSupport", dependencies: allPresent, path: "Tests/TestSupport", swiftSettings: strict))
}
// Tests of the house and of its documents need none of its modules.
let standalone: [String: [Target.Dependency]] = [
    "HouseRules": [], "Documentation": [.target(name: "DocumentedCommands")],
]
for name in house.map(\.0) + ["HouseRules", "Documentation", "Calltwin", "Theory"]
where exists("Tests/\(name)Tests") {
    targets.append(.testTarget(
        name: "\(name)Tests",
        dependencies: standalone[name]
            ?? allPresent + [.target(name: "CGSL")]
            + (exists("Tests/TestSupport") ? [.target(name: "TestSupport")] : []),
        resources: exists("Tests/\(name)Tests/Fixtures") ? [.copy("Fixtures")] : [],
        swiftSettings: strict))
}

let package = Package(
    name: "Calltwin",
    products: exists("Sources/Calltwin") ? [.executable(name: "calltwin", targets: ["Calltwin"])] : [],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: targets
)
