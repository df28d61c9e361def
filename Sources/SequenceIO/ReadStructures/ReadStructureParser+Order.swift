internal import Sequences

extension ReadStructureParser {
  /// Throws unless the template is last and something decides each varying length.
  func checkOrder(
    _ parts: [ReadStructure.Part], _ fields: [Range<Int>]
  ) throws(ReadStructureError) {
    var varying: Int?
    var templateAt: Int?
    var primer: Int?
    for (i, part) in parts.enumerated() {
      if case .header = part { continue }
      if templateAt != nil {
        throw error(
          at: fields[i].lowerBound, "'\(part)' after 'template'",
          expected: "'template' as last part",
          remedy: "Move it before 'template', which is the rest of the read")
      }
      if part.endsVaryingLength {
        varying = nil
      } else if let before = varying, part.varies || part == .template || part.isTrim {
        throw undecided(fields[before])
      }
      if primer != nil, part != .template {
        throw error(
          at: fields[i].lowerBound, "'\(part)' between 'primer' and 'template'",
          expected: "'template' right after a primer",
          remedy: "Use 'anchor' for a sequence that is no part of the template")
      }
      if case .primer = part { primer = i }
      if part.varies { varying = i }
      if part == .template { templateAt = i }
    }
    if let varying { throw undecided(fields[varying]) }
    if let primer, templateAt == nil {
      throw error(
        at: fields[primer].lowerBound, "'primer' without 'template'",
        expected: "'template' right after a primer",
        remedy: "Add 'template', or use 'anchor' for a sequence that is no part of it")
    }
  }

  private func undecided(_ field: Range<Int>) -> ReadStructureError {
    error(
      at: field.lowerBound, "nothing decides the length of '\(string(field))'",
      expected: "an anchor, a primer or a pattern with fixed bases after it",
      remedy: "Give one length, or name the sequence that follows as 'anchor:...'")
  }

  /// Throws unless each barcode fits in a word and the UMI is named once.
  func checkBarcodes(
    _ parts: [ReadStructure.Part], _ fields: [Range<Int>]
  ) throws(ReadStructureError) {
    var bases = (umi: 0, cell: 0)
    var stretches = (umi: 0, cell: 0)
    var header: Int?
    for (i, part) in parts.enumerated() {
      switch part {
      case .umi(let extent):
        bases.umi += extent.bases
        stretches.umi += extent.stretches
      case .cell(let extent):
        bases.cell += extent.bases
        stretches.cell += extent.stretches
      case .header:
        if header != nil { throw twice(fields[i]) }
        header = i
      default: break
      }
      // Cell barcode and UMI are one identifier; a cell barcode alone is not collected.
      let longest = bases.umi > 0 ? bases.umi + bases.cell : bases.cell
      if longest > (bases.umi > 0 ? UMI.capacity : Barcode.capacity) {
        throw error(
          at: fields[i].lowerBound, "a barcode of \(longest) bases",
          expected: "at most \(UMI.capacity) bases of identifiers in all, cell barcodes included",
          remedy: "Collect the part that varies most, and write the rest as 'skip'")
      }
      if max(stretches.umi, stretches.cell) > BarcodeStretches.capacity {
        throw error(
          at: fields[i].lowerBound, "a barcode of more than \(BarcodeStretches.capacity) stretches",
          expected: "at most \(BarcodeStretches.capacity) between fixed bases",
          remedy: "Write less variable positions as part of a 'skip'")
      }
    }
    if let header, bases.umi > 0 { throw twice(fields[header]) }
  }

  private func twice(_ field: Range<Int>) -> ReadStructureError {
    error(
      at: field.lowerBound, "a second place of the UMI", expected: "'umi' parts or one 'header'",
      remedy: "Keep the one that the reads have")
  }
}

extension ReadStructure.Part {
  /// Whether its length differs from read to read and another part must decide it.
  fileprivate var varies: Bool {
    switch self {
    case .umi(.bases(let lengths)), .cell(.bases(let lengths)), .skip(let lengths):
      lengths.count > 1
    default: false
    }
  }

  /// Whether it says where it lies.
  fileprivate var endsVaryingLength: Bool {
    switch self {
    case .anchor, .primer: true
    case .umi(.pattern(let motif)), .cell(.pattern(let motif)): motif.hasFixedBase
    default: false
    }
  }

  fileprivate var isTrim: Bool {
    if case .trim = self { true } else { false }
  }
}

extension ReadStructure.Extent {
  /// The most bases it collects.
  fileprivate var bases: Int {
    switch self {
    case .bases(let lengths): lengths.upperBound
    case .pattern(let motif): motif.collected.count { $0 }
    }
  }

  /// The stretches of collected bases.
  fileprivate var stretches: Int {
    switch self {
    case .bases: 1
    case .pattern(let motif):
      zip(motif.collected, [false] + motif.collected).count { $0.0 && !$0.1 }
    }
  }
}
