import ArgumentParser
import RepertoirePipeline

/// `clonova merge`.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "The shards of one sample, put together to its clonotype table and quality account.",
    discussion: """
      Takes what `clonova analyze --shard I/N` wrote, every shard once and in any order, and writes \
      what `clonova analyze` of the whole sample writes, byte for byte (but for ID.run.json). It \
      needs no other file. The shards stay; they may be removed afterwards.

      EXAMPLES
        clonova merge results/shards/a/*.shard -o results
      """)

  @Argument(help: ArgumentHelp("The files of all shards.", valueName: "shard"))
  var shards: [String]

  @OptionGroup var output: OutputOptions

  @OptionGroup(title: "Molecules") var memory: MemoryOptions
  @OptionGroup(title: "Running") var options: RunOptions
  @OptionGroup(title: "Running") var quality: QualityOptions

  func run() async throws {
    let run = MergeRun(
      shards: shards, output: output.path, threads: options.threadCount, memory: memory.bytes,
      force: options.force, log: try options.log())
    if options.dryRun { return try options.show(preview: run.preview()) }
    let summary = try await run.run()
    try options.show(summary)
    try quality.finish(summary)
  }
}
