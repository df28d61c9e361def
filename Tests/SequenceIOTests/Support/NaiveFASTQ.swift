internal import SequenceIO

/// One read as plain values.
struct Read: Equatable, Sendable {
  var name: String
  var sequence: String
  var quality: String

  init(_ name: String, _ sequence: String, _ quality: String) {
    self.name = name
    self.sequence = sequence
    self.quality = quality
  }
}

/// The oracle: the whole text at once, split at line feeds, four lines a read.
enum NaiveFASTQ {
  static func reads(in text: String) -> [Read] {
    var lines: [String] = []
    var line: [UInt8] = []
    for byte in text.utf8 {
      if byte == 10 {
        lines.append(String(decoding: line, as: UTF8.self))
        line = []
      } else if byte != 13 {
        line.append(byte)
      }
    }
    if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    while lines.last == "", lines.count % 4 != 0 { lines.removeLast() }
    return stride(from: 0, to: lines.count, by: 4).map {
      Read(String(lines[$0].dropFirst()), lines[$0 + 1], lines[$0 + 3])
    }
  }
}

/// All reads of lanes, through the reader under test.
func reads(
  of paths: [String], capacities: ReaderCapacities = ReaderCapacities()
) throws -> [Read] {
  var reader = try FASTQReader(paths: paths, capacities: capacities)
  var batch = ReadBatch()
  var reads: [Read] = []
  while try reader.next(into: &batch) {
    precondition(batch.firstRecord == reads.count, "batches follow each other")
    reads += batch.reads
  }
  return reads
}

extension ReadBatch {
  /// The reads as plain values.
  var reads: [Read] {
    indices.map { Read(text(name($0)), text(sequence($0)), text(quality($0))) }
  }
}

func text(_ bytes: Span<UInt8>) -> String {
  String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
}
