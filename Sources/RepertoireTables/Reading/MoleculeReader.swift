public import RepertoireTracking
public import Repertoires
public import SequenceIO
import Sequences

/// Reads `<sample_id>.umis.tsv.gz`, the molecules of a sample.
public enum MoleculeReader {
  /// The molecules of some loci, those of one part of the identifiers alone.
  ///
  /// Throws `missingColumn`, `malformedField` also where identifiers are not in the order of the
  /// file, `unfinishedRow` where the last line has no end, and the faults of reading.
  public static func read(
    path: String, loci: Set<Locus> = Set(Locus.allCases), part: IdentifierPart = .all
  ) throws(SequenceIOError) -> SampleMolecules {
    // The reads stand last: cut off before it was compressed, a row looks whole.
    var table = try TSVReader(path: path, needsLineEnds: true)
    let umi = try table.requiredColumn(MoleculeColumn.umi.rawValue)
    let locus = try table.requiredColumn(MoleculeColumn.locus.rawValue)
    let hash = try table.requiredColumn(MoleculeColumn.junctionHash.rawValue)
    let reads = try table.requiredColumn(MoleculeColumn.reads.rawValue)
    // As numbers: no text is made for a cell.
    var kept: Set<UInt32> = []
    for locus in loci { kept.insert(number(of: Array(locus.rawValue.utf8).span)) }
    var molecules = SampleMolecules(part: part)
    while try table.advance() {
      guard kept.contains(number(of: table.field(locus))) else { continue }
      guard let identifier = UMI(table.field(umi)) else {
        throw table.malformed(umi, expected: "1 to \(UMI.capacity) bases")
      }
      guard let junctionHash = hexadecimal(table.field(hash)) else {
        throw table.malformed(hash, expected: "16 hexadecimal digits")
      }
      guard let count = FieldValue.integer(table.field(reads)), count > 0 else {
        throw table.malformed(reads, expected: "a number of reads")
      }
      guard molecules.append(identifier, junctionHash: junctionHash, reads: count) else {
        throw table.malformed(umi, expected: "an identifier that comes after the one before")
      }
    }
    return molecules
  }

  private static func number(of field: Span<UInt8>) -> UInt32 {
    guard field.count <= 4 else { return 0 }
    var number: UInt32 = 0
    for i in field.indices { number = number << 8 | UInt32(field[i]) }
    return number
  }

  private static func hexadecimal(_ field: Span<UInt8>) -> UInt64? {
    guard field.count == 16 else { return nil }
    var value: UInt64 = 0
    for i in field.indices {
      switch field[i] {
      case 0x30...0x39: value = value << 4 | UInt64(field[i] - 0x30)
      case 0x61...0x66: value = value << 4 | UInt64(field[i] - 0x57)
      default: return nil
      }
    }
    return value
  }
}
