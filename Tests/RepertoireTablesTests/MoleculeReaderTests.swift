import RepertoireTables
import RepertoireTracking
import Repertoires
import SequenceIO
import Testing

@Suite("Reading tables of molecules")
struct MoleculeReaderTests {
  private static let header = "umi\tlocus\tjunction_hash\treads\n"
  private static let hash = "00000000000000af"

  @Test("rows of one molecule are one, and loci that are not tracked are left out")
  func rows() throws {
    let text =
      Self.header + "AAC\tTRB\t\(Self.hash)\t3\nAAC\tTRB\t\(Self.hash)\t4\n"
      + "AAC\tTRB\tffffffffffffffff\t1\nAAG\tTRA\t\(Self.hash)\t5\nAAAA\tTRB\t\(Self.hash)\t1\n"
    let file = try TemporaryFile("molecules.tsv", text: text)
    #expect(try MoleculeReader.read(path: file.path).total == 4)
    #expect(try MoleculeReader.read(path: file.path, loci: [.trb]).total == 3)
    #expect(try MoleculeReader.read(path: file.path, loci: [.trg]).total == 0)
    let part = IdentifierPart(1, of: 3)
    #expect(try MoleculeReader.read(path: file.path, part: part).total == 4)
  }

  @Test(
    "a cell that cannot be is an error that names its column",
    arguments: [
      ("AAN\tTRB\t\(hash)\t1", "umi"), ("\tTRB\t\(hash)\t1", "umi"),
      ("\(String(repeating: "A", count: 29))\tTRB\t\(hash)\t1", "umi"),
      ("AAC\tTRB\t0af\t1", "junction_hash"), ("AAC\tTRB\t00000000000000AF\t1", "junction_hash"),
      ("AAC\tTRB\t\(hash)\t0", "reads"), ("AAC\tTRB\t\(hash)\tmany", "reads"),
      ("CCC\tTRB\t\(hash)\t1\nAAC\tTRB\t\(hash)\t1", "umi"),
    ])
  func faults(row: String, column: String) throws {
    let file = try TemporaryFile("molecules.tsv", text: Self.header + row + "\n")
    let error = #expect(throws: SequenceIOError.self) {
      _ = try MoleculeReader.read(path: file.path)
    }
    guard case .malformedField(let name, _, _) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name == column)
  }

  @Test("a table that was cut inside a row or its header is an error wherever it was cut")
  func cutRow() throws {
    let whole = Self.header + "AAC\tTRB\t\(Self.hash)\t3\nAAG\tTRB\t\(Self.hash)\t412\n"
    let ends = whole.utf8.enumerated().filter { $1 == UInt8(ascii: "\n") }.map { $0.offset + 1 }
    for length in 1...whole.utf8.count {
      let file = try TemporaryFile("cut.tsv", text: String(whole.prefix(length)))
      if let rows = ends.firstIndex(of: length) {
        #expect(try MoleculeReader.read(path: file.path).rows == rows, "\(length) bytes")
      } else {
        #expect(throws: SequenceIOError.self, "\(length) bytes") {
          _ = try MoleculeReader.read(path: file.path)
        }
      }
    }
  }

  @Test("rows of one molecule are one of the molecules, but all of the rows")
  func rowNumber() throws {
    let row = "AAC\tTRB\t\(Self.hash)\t3\n"
    let file = try TemporaryFile("rows.tsv", text: Self.header + row + row)
    let molecules = try MoleculeReader.read(path: file.path, part: IdentifierPart(1, of: 3))
    #expect(molecules.rows == 2 && molecules.total == 1)
  }

  @Test("a table without a column is an error")
  func missingColumn() throws {
    let file = try TemporaryFile("molecules.tsv", text: "umi\tlocus\treads\nAAC\tTRB\t1\n")
    let error = #expect(throws: SequenceIOError.self) {
      _ = try MoleculeReader.read(path: file.path)
    }
    #expect(
      error?.reason == .missingColumn(name: "junction_hash", found: ["umi", "locus", "reads"]))
  }
}
