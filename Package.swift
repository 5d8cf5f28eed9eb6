// swift-tools-version: 6.2
import PackageDescription

/// Every module of the project obeys these.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// The house: each module with what it may import, from the bottom up (docs/architecture.md).
let house: [(name: String, uses: [Target.Dependency])] = [
    ("GSL", ["CGSL"]),
    ("Zstandard", ["CZstd"]),
    ("VoiceLibraries", ["CVoiceLibraries"]),
    ("TwinPrimitives", []),
    ("BinaryCoding", ["TwinPrimitives"]),
    ("SimulationKernel", ["TwinPrimitives"]),
    ("Distributions", ["TwinPrimitives"]),
    ("RandomVariates", ["Distributions", "TwinPrimitives"]),
    ("Statistics", ["GSL", "RandomVariates", "Distributions", "TwinPrimitives"]),
    ("QueueingTheory", ["GSL"]),
    ("ContactCenterEvents", ["BinaryCoding", "TwinPrimitives"]),
    ("EventLog", ["BinaryCoding", "Zstandard", crypto, "TwinPrimitives"]),
    ("RunLogs", ["ContactCenterEvents", "EventLog", "BinaryCoding", "TwinPrimitives"]),
    (
        "ContactCenter",
        ["RandomVariates", "Distributions", "ContactCenterEvents", "TwinPrimitives"]
    ),
    (
        "ResponseStations",
        [
            "SimulationKernel", "RandomVariates", "Distributions", "ContactCenterEvents",
            "TwinPrimitives",
        ]
    ),
    ("DialogueEngine", ["TwinPrimitives"]),
    ("CallerModel", ["RandomVariates", "Distributions", "TwinPrimitives"]),
    (
        "Conversations",
        ["DialogueEngine", "CallerModel", "RandomVariates", "Distributions", "TwinPrimitives"]
    ),
    (
        "VoiceAgents",
        [
            "ResponseStations", "Conversations", "DialogueEngine", "RandomVariates", "Distributions",
            "ContactCenterEvents", "TwinPrimitives",
        ]
    ),
    (
        "TwinSimulation",
        [
            "SimulationKernel", "ContactCenter", "VoiceAgents", "ResponseStations",
            "Conversations", "DialogueEngine",
            "RandomVariates", "Distributions", "ContactCenterEvents", "TwinPrimitives",
        ]
    ),
    ("TelephoneAudio", ["RandomVariates", "Distributions", "TwinPrimitives"]),
    (
        "VoiceChannel",
        [
            "Conversations", "DialogueEngine", "CallerModel", "TelephoneAudio", "VoiceLibraries",
            crypto, "RandomVariates", "Distributions", "TwinPrimitives",
        ]
    ),
    (
        "DecodeBank",
        [
            "Conversations", "DialogueEngine", "CallerModel", "BinaryCoding", "Zstandard",
            "Statistics", "GSL", "RandomVariates", "Distributions", "TwinPrimitives", crypto, grdb,
        ]
    ),
    ("ModelReading", ["TwinPrimitives", yams]),
    (
        "DialogueModels",
        [
            "ModelReading", "Conversations", "CallerModel", "DialogueEngine", "Distributions",
            "TelephoneAudio", "Zstandard", "TwinPrimitives",
        ]
    ),
    (
        "Scenarios",
        [
            "ModelReading", "TwinSimulation", "ContactCenter", "VoiceAgents", "ResponseStations",
            "DialogueModels", "DecodeBank", "Conversations", "CallerModel", "DialogueEngine",
            "RandomVariates", "Distributions",
            "TwinPrimitives",
        ]
    ),
    ("TraceImport", ["RunLogs", "ContactCenterEvents", "EventLog", "TwinPrimitives", "Zstandard"]),
    (
        "Projections",
        ["RunLogs", "ContactCenterEvents", "EventLog", "Statistics", "TwinPrimitives"]
    ),
    (
        "Calibration",
        [
            "RunLogs", "Projections", "Scenarios", "Experiments", "Statistics",
            "ContactCenterEvents", "EventLog", "Distributions", "RandomVariates",
            "ContactCenter", "TwinPrimitives", "TwinSimulation", "VoiceAgents",
        ]
    ),
    (
        "Validation",
        [
            "Projections", "Experiments", "Statistics", "QueueingTheory", "ContactCenterEvents",
            "ContactCenter", "VoiceAgents", "TwinSimulation", "RandomVariates", "Distributions",
            "TwinPrimitives",
        ]
    ),
    (
        "Experiments",
        [
            "RunLogs", "Scenarios", "Projections", "TwinSimulation", "ContactCenter",
            "VoiceAgents", "Statistics", "EventLog", "ContactCenterEvents", "RandomVariates",
            "Distributions", "TwinPrimitives",
        ]
    ),
    (
        "Planning",
        [
            "QueueingTheory", "Experiments", "Projections", "Scenarios", "Statistics",
            "ContactCenter", "ContactCenterEvents", "TwinSimulation", "VoiceAgents",
            "ResponseStations", "RandomVariates", "Distributions", "TwinPrimitives", "Zstandard",
        ]
    ),
    (
        "VoiceStudies",
        [
            "VoiceChannel", "TelephoneAudio", "VoiceLibraries", "DecodeBank", "DialogueModels",
            "Conversations", "CallerModel", "DialogueEngine", "Scenarios", "VoiceAgents",
            "Experiments", "Planning", "Statistics", "TwinPrimitives",
        ]
    ),
    (
        "Reporting",
        [
            "RunLogs", "Projections", "Planning", "Calibration", "Validation", "Experiments",
            "Statistics", "Scenarios", "TwinPrimitives", "TraceImport", "EventLog",
            "ContactCenterEvents",
            "QueueingTheory",
        ]
    ),
]
let modules = house.map { Target.Dependency(stringLiteral: $0.name) }

/// Modules whose tests have a folder of fixtures.
let withFixtures: Set<String> = ["DecodeBank", "DialogueEngine", "RunLogs", "Scenarios"]
/// Tests of the modules, and of what is above them.
let tests = [
    "BinaryCoding",
    "Calibration",
    "CallerModel",
    "Calltwin",
    "ContactCenter",
    "ContactCenterEvents",
    "Conversations",
    "DecodeBank",
    "DialogueEngine",
    "DialogueModels",
    "Distributions",
    "Documentation",
    "EventLog",
    "Experiments",
    "GSL",
    "HouseRules",
    "ModelReading",
    "Planning",
    "Projections",
    "QueueingTheory",
    "RandomVariates",
    "Reporting",
    "ResponseStations",
    "RunLogs",
    "Scenarios",
    "SimulationKernel",
    "Statistics",
    "TelephoneAudio",
    "Theory",
    "TraceImport",
    "TwinPrimitives",
    "TwinSimulation",
    "VoiceAgents",
    "VoiceChannel",
    "VoiceLibraries",
    "VoiceStudies",
    "Zstandard",
]
/// Tests that read the tree and run programs, with what they need instead of the modules.
let withoutModules: [String: [Target.Dependency]] = [
    "HouseRules": [], "Documentation": ["DocumentedCommands"],
]

let package = Package(
    name: "Calltwin",
    products: [.executable(name: "calltwin", targets: ["Calltwin"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CVoiceLibraries"),
    ]
        + house.map { .target(name: $0.name, dependencies: $0.uses, swiftSettings: strict) }
        + [
            .executableTarget(
                name: "Calltwin", dependencies: modules + [argumentParser],
                swiftSettings: strict),
            .executableTarget(
                name: "CalltwinBench", dependencies: modules, swiftSettings: strict),
            .executableTarget(name: "DocumentedCommands", swiftSettings: strict),
            .target(
                name: "TestSupport", dependencies: modules, path: "Tests/TestSupport",
                swiftSettings: strict),
        ]
        + tests.map { name in
            .testTarget(
                name: name + "Tests",
                dependencies: withoutModules[name] ?? (modules + ["CGSL", "TestSupport"]),
                resources: withFixtures.contains(name) ? [.copy("Fixtures")] : [],
                swiftSettings: strict)
        }
)
