// swift-tools-version: 6.2
import PackageDescription

// The settings every target is built with; STYLE: warnings are errors, unsafe code is marked.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A library target; its dependencies are the arrows of Sources/README.md, which a test reads.
func stage(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one target, with the shared test support beside it.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let numerics = Target.Dependency.product(name: "Numerics", package: "swift-numerics")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "clonova",
  products: [
    .executable(name: "clonova", targets: ["clonova"]),
    // For the nested packages of Tests (benchmarks, fuzzing), which can use products alone.
    .library(
      name: "ClonovaStages",
      targets: [
        "Sequences", "SequenceIO", "Germline", "VDJAlignment", "ClonotypeAssembly", "Repertoires",
        "RepertoireTables", "RepertoireStatistics", "RepertoireTracking", "RepertoireSimulation",
        "RepertoirePipeline",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    stage("Sequences", []),
    stage("SequenceIO", ["Sequences", "CZlib"]),
    stage("Germline", ["Sequences", "SequenceIO"]),
    stage("VDJAlignment", ["Germline", "Sequences", "SequenceIO"]),
    stage("Repertoires", ["Sequences"]),
    stage("ClonotypeAssembly", ["VDJAlignment", "Germline", "Repertoires", "Sequences"]),
    stage("RepertoireStatistics", [numerics]),
    stage("RepertoireTracking", ["Repertoires", "RepertoireStatistics"]),
    stage(
      "RepertoireTables", ["Repertoires", "RepertoireTracking", "SequenceIO", "Sequences"]),
    stage("RepertoireReports", ["RepertoireTables", "RepertoireTracking", mustache]),
    stage(
      "RepertoireSimulation", ["Germline", "Sequences", "SequenceIO", "RepertoireStatistics"]),
    .target(
      name: "RepertoirePipeline",
      dependencies: [
        "Sequences", "SequenceIO", "Germline", "VDJAlignment", "ClonotypeAssembly", "Repertoires",
        "RepertoireTables", "RepertoireStatistics", "RepertoireTracking", "RepertoireReports",
        "RepertoireSimulation", crypto, logging, yams, collections,
      ],
      resources: [.embedInCode("Kits")],
      swiftSettings: settings),
    .executableTarget(
      name: "clonova", dependencies: ["RepertoirePipeline", argumentParser],
      swiftSettings: settings),

    .target(
      name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests("Sequences", ["Sequences"]),
    tests("SequenceIO", ["SequenceIO", "Sequences", "CZlib"]),
    tests("Germline", ["Germline", "Sequences", "SequenceIO"]),
    tests("VDJAlignment", ["VDJAlignment", "Germline", "Sequences", "SequenceIO"]),
    tests("Repertoires", ["Repertoires", "Sequences"]),
    tests(
      "ClonotypeAssembly",
      ["ClonotypeAssembly", "VDJAlignment", "Germline", "Repertoires", "Sequences", "SequenceIO"]),
    tests("RepertoireStatistics", ["RepertoireStatistics"]),
    tests("RepertoireTracking", ["RepertoireTracking", "RepertoireStatistics", "Repertoires"]),
    tests(
      "RepertoireTables",
      ["RepertoireTables", "RepertoireTracking", "Repertoires", "SequenceIO", "Sequences"]),
    tests("RepertoireReports", ["RepertoireReports", "RepertoireTables", "RepertoireTracking"]),
    tests(
      "RepertoireSimulation",
      ["RepertoireSimulation", "RepertoireStatistics", "Germline", "Sequences", "SequenceIO"]),
    tests("RepertoirePipeline", ["RepertoirePipeline", "Repertoires", "SequenceIO", "Sequences"]),
    tests("Clonova", ["clonova"]),
  ],
  swiftLanguageModes: [.v6]
)

// Built by Pipelines/sanitize.sh alone, with the unit tests, for libFuzzer and sanitizers.
if Context.environment["CLONOVA_FUZZ"] != nil {
  // How libFuzzer sees the way of an input. Not of dependencies: it looks at all of it each time.
  let coverage = "edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table"
  for target in package.targets where target.type == .regular && target.name != "TestSupport" {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize-coverage=\(coverage)"]))
  }
  package.targets += [
    .target(
      name: "FuzzTargets",
      dependencies: [
        "SequenceIO", "Germline", "Repertoires", "RepertoireTables", "RepertoirePipeline",
      ],
      path: "Tests/Fuzz/Sources/FuzzTargets", swiftSettings: [.treatAllWarnings(as: .error)]),
    // In C, since Swift would bring a main of its own beside that of libFuzzer.
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Sources/fuzz",
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
  ]
}

// Built by Pipelines/sanitize.sh alone: what has threads of its own and needs no other package.
if Context.environment["CLONOVA_THREADS"] != nil {
  let kept: Set = ["CZlib", "Sequences", "SequenceIO", "TestSupport", "SequenceIOTests"]
  package.targets.removeAll { !kept.contains($0.name) }
  package.products = []
  package.dependencies = []
}
