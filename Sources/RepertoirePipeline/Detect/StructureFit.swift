internal import SequenceIO
internal import Sequences

/// How the reads of one file fit what a kit says of a mate.
struct StructureFit: Sendable {
  /// Reads that are matched, at most.
  static let reads = 4000

  let structure: ReadStructure
  /// Reads that were matched.
  let reads: Int
  /// Reads whose parts were all found.
  let matched: Int
  /// Matched reads with two or more bases of the run that is trimmed.
  let withRun: Int
  /// Cycles of matched reads, counted from the first base of the identifier.
  let composition: CycleComposition

  /// Matches the first reads of a file; cycles are those of reads that tell something of them.
  init(_ structure: ReadStructure, _ sample: ReadSample, _ facts: LibraryFacts, _ mate: Mate) {
    let barcodeStart = structure.barcode?.lowerBound ?? 0
    var (reads, matched, withRun) = (0, 0, 0)
    var composition = CycleComposition()
    var match = ReadStructureMatch()
    facts.forEach(of: sample, atMost: Self.reads) { batch, i, isTelling in
      let read = mate == .first ? batch.first : batch.second
      structure.match(read.sequence(i), into: &match)
      reads += 1
      guard match.status == .matched else { return }
      matched += 1
      if match.trimmedBases >= 2 { withRun += 1 }
      guard isTelling else { return }
      let start = match.barcodeStart ?? barcodeStart
      // Two bases before the identifier tell whether it begins there.
      composition.add(read.sequence(i), from: start - Self.before)
    }
    self.structure = structure
    self.reads = reads
    self.matched = matched
    self.withRun = withRun
    self.composition = composition
  }

  /// Cycles of the composition before the identifier.
  static let before = 2

  /// The share of reads that have all parts.
  var share: Double { reads > 0 ? Double(matched) / Double(reads) : 0 }
}

extension ReadStructure {
  /// Whether a sequence must stand in the reads.
  var hasMotif: Bool { motifText != nil }

  /// The sequences that must stand in the reads; nil without.
  var motifText: String? {
    for part in parts {
      switch part {
      case .anchor(let motif), .primer(let motif), .umi(.pattern(let motif)),
        .cell(.pattern(let motif)):
        return motif.sequences.joined(separator: " or ")
      default: continue
      }
    }
    return nil
  }

  /// Where the barcodes of fixed length lie with the shortest lengths before them; nil without.
  var barcode: Range<Int>? {
    var position = 0
    var found: Range<Int>?
    for part in parts {
      let length = part.fewestBases
      switch part {
      case .umi, .cell:
        found = (found?.lowerBound ?? position)..<position + length
      default:
        if found != nil { return found }
      }
      position += length
    }
    return found
  }

  /// Whether the barcode's length may vary.
  var hasVaryingBarcode: Bool {
    parts.contains {
      if case .umi(.bases(let lengths)) = $0 { return lengths.count > 1 }
      return false
    }
  }

  /// The bases of a linker of fixed length that follows the barcode at once; 0 without.
  var linkerBehindBarcode: Int {
    var isBehind = false
    for part in parts {
      switch part {
      case .umi, .cell: isBehind = true
      case .skip(let lengths) where isBehind: return lengths.count == 1 ? lengths.lowerBound : 0
      default: if isBehind { return 0 }
      }
    }
    return 0
  }

  /// Whether a run is trimmed that no anchor stands before, which might hold it.
  var hasPlainRun: Bool {
    for (part, before) in zip(parts.dropFirst(), parts) {
      guard case .trim = part else { continue }
      if case .anchor = before { return false }
      return true
    }
    return false
  }

  /// A synthetic stretch of 24 bases or more that the read begins with; 0 without.
  var longSkip: Int {
    guard case .skip(let lengths) = parts.first, lengths.lowerBound >= 24 else { return 0 }
    return lengths.lowerBound
  }
}

extension ReadStructure.Part {
  fileprivate var fewestBases: Int {
    switch self {
    case .umi(.bases(let lengths)), .cell(.bases(let lengths)), .skip(let lengths),
      .trim(_, let lengths):
      lengths.lowerBound
    case .umi(.pattern(let motif)), .cell(.pattern(let motif)), .anchor(let motif):
      motif.sequences.map(\.utf8.count).min() ?? 0
    case .primer, .template, .header: 0
    }
  }
}

extension ReadStructureMatch {
  /// The first base of the barcodes.
  fileprivate var barcodeStart: Int? {
    let starts = [cell, umi].compactMap { $0.count > 0 ? $0[0].lowerBound : nil }
    return starts.min()
  }
}
