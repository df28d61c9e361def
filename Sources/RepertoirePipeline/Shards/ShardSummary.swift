/// What the analysis of a shard found, for people and, as JSON, for programs.
public struct ShardSummary: Codable, Sendable {
  var command = "analyze"
  var output: String
  var sampleID: String
  var shard: Int
  var shards: Int
  /// The shard's file.
  var file: String
  /// Reads, or pairs, of the shard.
  var reads: Int
  var rearranged: Int
  /// Distinct junctions among them, before errors are folded.
  var junctions: Int

  /// One line for people, with a line end.
  public var text: String {
    "sample \(sampleID), shard \(shard)/\(shards): \(ProgressMeter.grouped(reads)) reads, "
      + "\(ProgressMeter.grouped(rearranged)) rearranged, in \(file)\n"
  }

  /// The summary as JSON with sorted keys.
  public func json() throws -> String {
    try JSONText.text(self)
  }
}
