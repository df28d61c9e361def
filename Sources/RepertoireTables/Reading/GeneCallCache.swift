import Repertoires
import SequenceIO

/// The columns of one gene segment in one table.
struct GeneColumns {
  var gene: Int?
  var allele: Int?
  var ties: Int?
  var family: Int?
  var familyTies: Int?

  init(_ gene: TableLayout.Gene, in header: TableHeader) {
    self.gene = header.column(gene.gene)
    allele = header.column(gene.allele)
    ties = header.column(gene.ties)
    family = header.column(gene.family)
    familyTies = header.column(gene.familyTies)
  }

  /// The columns that there are, in the order that ``GeneCallCache`` keys by.
  var present: [Int] { [gene, allele, ties, family, familyTies].compactMap { $0 } }
}

/// The calls of one gene segment of one table, each distinct group of cells read once.
///
/// A million rows hold a few thousand distinct groups: cells are compared as bytes, and names are
/// made only for a new group.
struct GeneCallCache {
  /// One distinct group of cells.
  struct Entry {
    var id: GeneCallID
    var locus: Locus?
    var hasOrphon: Bool
    var hasImmunoglobulin: Bool
    var hasUnknown: Bool
  }

  private let columns: GeneColumns
  private let present: [Int]
  private let style: TableLayout.CallStyle
  private var slots = [Int32](repeating: -1, count: 1024)
  private var hashes: [UInt64] = []
  private var keys: [UInt8] = []
  private var keyStarts: [Int] = [0]
  private(set) var entries: [Entry] = []

  init(_ columns: GeneColumns, style: TableLayout.CallStyle) {
    self.columns = columns
    self.style = style
    present = columns.present
  }

  /// The call of the current row, or nil where the table has no column of the segment.
  mutating func entry(of row: borrowing TSVReader, calls: inout GeneCallTable) -> Entry? {
    if present.isEmpty { return nil }
    // Static, here and below: a method that changes nothing gets a copy of this value at each call.
    let hash = Self.hash(of: row, present)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      let key = keyStarts[number]..<keyStarts[number + 1]
      if hashes[number] == hash, Self.isKey(keys.span.extracting(key), of: row, present) {
        return entries[number]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let entry = read(row, calls: &calls)
    slots[slot] = Int32(entries.count)
    entries.append(entry)
    hashes.append(hash)
    for column in present {
      let field = row.field(column)
      for i in field.indices { keys.append(field[i]) }
      keys.append(0x09)
    }
    keyStarts.append(keys.count)
    if entries.count * 2 > slots.count { grow() }
    return entry
  }

  // Inlined, here and below: a call would copy the whole reader.
  @inline(__always)
  private static func hash(of row: borrowing TSVReader, _ present: [Int]) -> UInt64 {
    var hash = WordHash()
    for column in present { hash.combine(unsafe row.field(column).bytes) }
    return hash.value
  }

  @inline(__always)
  private static func isKey(
    _ key: Span<UInt8>, of row: borrowing TSVReader, _ present: [Int]
  ) -> Bool {
    var place = 0
    for column in present {
      let field = row.field(column)
      guard place + field.count < key.count else { return false }
      for i in field.indices where key[place + i] != field[i] { return false }
      place += field.count
      guard key[place] == 0x09 else { return false }
      place += 1
    }
    return place == key.count
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in hashes.indices {
      var slot = Int(truncatingIfNeeded: hashes[number]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  private func read(_ row: borrowing TSVReader, calls: inout GeneCallTable) -> Entry {
    var call = GeneCall.blank
    var entry = Entry(
      id: .blank, locus: nil, hasOrphon: false, hasImmunoglobulin: false, hasUnknown: false)
    for column in [columns.gene, columns.ties, columns.family, columns.familyTies] {
      guard let column, call.isBlank else { continue }
      let text = row.text(column)
      let reading = GeneCall.reading(
        vendor: style == .scoredHits ? Self.bestHits(of: text) : text)
      call = reading.call
      entry.hasOrphon = entry.hasOrphon || reading.hasOrphon
      entry.hasImmunoglobulin = entry.hasImmunoglobulin || reading.hasImmunoglobulin
      entry.hasUnknown = entry.hasUnknown || reading.hasUnknown
      if column == columns.gene, let alleleColumn = columns.allele {
        call = Self.adding(allele: row.text(alleleColumn), to: call)
      }
    }
    entry.locus = Locus.inferred(v: call, d: .blank, j: .blank, c: .blank)
    entry.id = calls.id(of: call)
    return entry
  }

  /// One gene with the allele of its own column; a tie of genes or alleles stays as it is.
  private static func adding(allele: String, to call: GeneCall) -> GeneCall {
    guard call.names.count == 1, !call.names[0].contains("*"), Int(allele) != nil else {
      return call
    }
    return GeneCall(vendor: call.names[0] + "*" + allele)
  }

  /// MiXCR lists hits by falling score: those with the score of the first are tied.
  static func bestHits(of cell: String) -> String {
    let hits = cell.split(separator: ",")
    guard let first = hits.first, first.contains("(") else { return cell }
    let score = first.drop(while: { $0 != "(" })
    return hits.filter { $0.drop(while: { $0 != "(" }) == score }.joined(separator: ",")
  }
}
