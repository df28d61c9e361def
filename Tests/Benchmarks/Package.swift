// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "clonova-benchmarks",
  dependencies: [.package(name: "clonova", path: "../..")],
  targets: [
    .executableTarget(
      name: "AlignmentProbe",
      dependencies: [.product(name: "ClonovaStages", package: "clonova")])
  ],
  swiftLanguageModes: [.v6]
)
