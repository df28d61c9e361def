// swift-tools-version: 6.2
import PackageDescription

// Built by fuzz.py alone, which adds -sanitize=fuzzer,address and -enable-testing.
let package = Package(
  name: "clonova-fuzz",
  dependencies: [.package(name: "clonova", path: "../..")],
  targets: [
    .target(
      name: "FuzzTargets",
      dependencies: [.product(name: "ClonovaStages", package: "clonova")]),
    // In C, since Swift would bring a main of its own beside that of libFuzzer.
    .executableTarget(name: "fuzz", dependencies: ["FuzzTargets"]),
  ],
  swiftLanguageModes: [.v6]
)
