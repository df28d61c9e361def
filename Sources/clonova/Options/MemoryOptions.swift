import ArgumentParser
import RepertoirePipeline

/// How much memory is used for what can lie in files as well.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Memory for the records of molecules, as 500M or 2G (a bare number is megabytes), above which "
        + "they go to temporary files; never changes a result.", valueName: "size"))
  var memory = "1G"

  func validate() throws {
    guard MemorySize.bytes(memory) != nil else {
      throw ValidationError(
        "--memory: '\(memory)' given; expected a size of at least 1M, as 500M or 2G.")
    }
  }

  /// The bytes.
  var bytes: Int { MemorySize.bytes(memory) ?? 1 << 30 }
}
