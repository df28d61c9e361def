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

  /// Throws 64 for what names no file that a table can be written to as plain text.
  static func checkFile(_ path: String, option: String = "--output") throws {
    let expected =
      switch path {
      case "": "an empty name given; expected the name of a file."
      case "-": "'-' given; expected the name of a file, since '-' would be taken for one."
      case _ where path.lowercased().hasSuffix(".gz"):
        "'\(path)' given; expected a name without .gz, since plain text is written."
      default: ""
      }
    guard expected.isEmpty else { throw ValidationError("\(option): \(expected)") }
  }
}
