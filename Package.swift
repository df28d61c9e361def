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
    // First, since the last lines of this file leave it out.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
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
        "RepertoireSimulation", crypto, logging, yams,
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
if let kind = Context.environment["CLONOVA_FUZZ"] {
  // How libFuzzer sees the way of an input. Not of dependencies: it looks at all of it each time.
  let coverage = "-sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table"
  // Without the address sanitizer: what reads reads and tables, which are the readers of large files
  // and of most bytes, and needs no other package.
  let isCoverageAlone = kind == "coverage"
  let readers: Set = ["CZlib", "Sequences", "SequenceIO", "Repertoires", "RepertoireTables"]
  let needed = readers.union(["RepertoireStatistics", "RepertoireTracking"])
  if isCoverageAlone { package.targets.removeAll { !needed.contains($0.name) } }
  // The compiler counts the way only where it has a sanitizer; that of libFuzzer looks at nothing.
  let flags = isCoverageAlone ? ["-sanitize=fuzzer", coverage] : [coverage]
  for target in package.targets where target.type == .regular && target.name != "TestSupport" {
    if isCoverageAlone, !readers.contains(target.name) { continue }
    target.swiftSettings?.append(.unsafeFlags(flags))
  }
  // Of the tests those that Pipelines/sanitize.sh runs; the build is long enough.
  let tested: Set = [
    "Sequences", "SequenceIO", "Germline", "VDJAlignment", "RepertoireTables", "ClonotypeAssembly",
  ]
  package.targets.removeAll { target in
    target.type == .executable
      || target.type == .test && !tested.contains("\(target.name.dropLast(5))")
  }
  package.products = []
  package.targets += [
    .target(
      name: "FuzzTargets",
      dependencies: ["SequenceIO", "Repertoires", "RepertoireTables"]
        + (isCoverageAlone ? [] : ["Germline", "RepertoirePipeline"]),
      path: "Tests/Fuzz/Sources/FuzzTargets",
      exclude: isCoverageAlone
        ? ["GermlineTarget.swift", "KitTarget.swift", "SheetTarget.swift"] : [],
      swiftSettings: [.treatAllWarnings(as: .error)]
        + (isCoverageAlone ? [] : [.define("WITH_PIPELINE")])),
    // In C, since Swift would bring a main of its own beside that of libFuzzer.
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Sources/fuzz",
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
  ]
}

// Built by Pipelines/sanitize.sh alone: what has threads of its own, and its tests.
if Context.environment["CLONOVA_THREADS"] != nil {
  let tested: Set = ["SequenceIO", "ClonotypeAssembly", "RepertoireTracking", "RepertoirePipeline"]
  package.targets.removeAll { target in
    target.type == .executable
      || target.type == .test && !tested.contains("\(target.name.dropLast(5))")
  }
  package.products = []
  package.dependencies.removeFirst()
}
