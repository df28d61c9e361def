internal import Sequences

extension ReadStructure {
  /// A part in numbers, without any reference, for the matching of each read.
  struct Step: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
      case umi, cell, skip, anchor, primer, trim, template
    }

    let kind: Kind
    /// The least number of bases it takes.
    let minimum: Int
    /// How many bases more it may take.
    let slack: Int
    /// Its alternatives in `motifs`; empty when any bases will do.
    let motifs: Range<Int>
    let mismatches: Int
    /// The base of a run, as a code.
    let base: UInt8
    /// How many bases it adds to its barcode, at most.
    let collected: Int

    /// Whether it says where it lies, so that a length before it may vary.
    let decides: Bool

    /// Whether not any bases will do.
    var isMotif: Bool { !motifs.isEmpty }
  }

  /// Compiles parts that the parser has checked.
  init(validated parts: [Part]) {
    var compiler = StepCompiler()
    for part in parts { compiler.add(part) }
    self.parts = parts
    headerTag = compiler.headerTag
    steps = compiler.steps
    motifs = compiler.motifs
    masks = compiler.masks
  }
}

/// Turns parts into steps.
private struct StepCompiler {
  var steps: [ReadStructure.Step] = []
  var motifs: [Motif.Alternative] = []
  var masks: [UInt8] = []
  var headerTag: HeaderTag?

  mutating func add(_ part: ReadStructure.Part) {
    switch part {
    case .umi(let extent): addBarcode(.umi, extent)
    case .cell(let extent): addBarcode(.cell, extent)
    case .skip(let lengths): addStep(.skip, lengths: lengths)
    case .anchor(let motif): addMotif(.anchor, motif)
    case .primer(let motif): addMotif(.primer, motif)
    case .trim(let base, let lengths):
      addStep(.trim, lengths: lengths, base: Nucleotide.code(ofASCII: base))
    case .template: addStep(.template, lengths: 0...0)
    case .header(let tag): headerTag = tag
    }
  }

  private mutating func addBarcode(_ kind: ReadStructure.Step.Kind, _ extent: ReadStructure.Extent)
  {
    switch extent {
    case .bases(let lengths): addStep(kind, lengths: lengths, collected: lengths.upperBound)
    case .pattern(let motif): addMotif(kind, motif)
    }
  }

  private mutating func addMotif(_ kind: ReadStructure.Step.Kind, _ motif: Motif) {
    let first = motifs.count
    let isBarcode = kind == .umi || kind == .cell
    var shortest = Int.max
    for sequence in motif.sequences {
      let letters = sequence.utf8.map { Motif.mask(ofLetter: $0) ?? 0 }
      motifs.append(Motif.Alternative(start: masks.count, count: letters.count))
      masks += letters
      shortest = min(shortest, letters.count)
    }
    steps.append(
      ReadStructure.Step(
        kind: kind, minimum: shortest, slack: 0, motifs: first..<motifs.count,
        mismatches: motif.mismatches, base: 0,
        collected: isBarcode ? motif.collected.count { $0 } : 0,
        decides: !isBarcode || motif.hasFixedBase))
  }

  private mutating func addStep(
    _ kind: ReadStructure.Step.Kind, lengths: ClosedRange<Int>, base: UInt8 = 0, collected: Int = 0
  ) {
    steps.append(
      ReadStructure.Step(
        kind: kind, minimum: lengths.lowerBound, slack: lengths.count - 1, motifs: 0..<0,
        mismatches: 0, base: base, collected: collected, decides: false))
  }
}
