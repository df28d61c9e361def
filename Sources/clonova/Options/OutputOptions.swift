import ArgumentParser

/// Where results go.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The results folder.", valueName: "dir"))
  var path: String

  func validate() throws { try Self.check(path) }

  /// Throws 64 for the empty name.
  static func check(_ path: String) throws {
    guard !path.isEmpty else {
      throw ValidationError("--output: an empty name given; expected the name of a folder.")
    }
  }
}
