public import RepertoireStatistics
import Sequences

/// Turns fragments into reads: PCR errors, orientation, qualities and sequencing errors.
public struct ReadSimulator: Sendable {
  /// Reads of one fragment, in FASTQ letters.
  public struct Read: Sendable, Equatable {
    /// The bases, as ASCII.
    public var bases: [UInt8]

    /// The qualities, as ASCII (offset 33).
    public var qualities: [UInt8]
  }

  /// Which part is read.
  public let layout: LibraryLayout

  /// The errors of the instrument.
  public let quality: QualityModel

  /// The errors of the polymerase.
  public let pcr: PCRModel

  /// For each position of a read, the limits below which 16 random bits choose a low bin.
  private let limits: [[UInt64]]

  /// The limits below which 48 random bits make an error: of each low bin, then of the others.
  private let errorLimits: [UInt64]

  /// Creates the simulator of a library.
  public init(layout: LibraryLayout, quality: QualityModel = .twoColour, pcr: PCRModel = PCRModel())
  {
    self.layout = layout
    self.quality = quality
    self.pcr = pcr
    let last = max(1, layout.readLength - 1)
    limits = (0..<layout.readLength).map { position in
      var sum = 0
      return quality.lowBins.map { bin in
        sum += bin.shareAtStart + (bin.shareAtEnd - bin.shareAtStart) * position / last
        return UInt64(sum)
      }
    }
    precondition((limits.last?.last ?? 0) <= 65_536, "shares of the bins are parts of 65,536")
    let hasErrors = quality.hasErrors
    errorLimits = (quality.lowBins.map(\.quality) + [quality.usualQuality]).map { quality in
      hasErrors ? UInt64(QualityModel.errorProbability(ofQuality: quality) * 0x1p48) : 0
    }
  }

  /// The early PCR error of a template, if it has one; more than one is too rare to matter.
  func templateError(fragmentLength: Int, using random: inout SplitMix64) -> TemplateError? {
    guard pcr.errorRate > 0, fragmentLength > 0 else { return nil }
    let lineages = (1 << PCRModel.earlyCycles) - 1
    let rate = Double(fragmentLength) * pcr.errorRate
    guard random.chance(rate * Double(lineages)) else { return nil }
    // Cycle k copies 2^(k-1) molecules, so that many of the 31 copies are its own.
    let cycle = Int.bitWidth - random.integer(in: 1...lineages).leadingZeroBitCount
    return TemplateError(
      cycle: cycle, position: random.integer(below: fragmentLength),
      shift: UInt8(random.integer(in: 1...3)))
  }

  /// A copy of the fragment after PCR.
  func amplified(
    _ fragment: [UInt8], _ early: TemplateError?, using random: inout SplitMix64
  ) -> [UInt8] {
    guard pcr.errorRate > 0 else { return fragment }
    var copy = fragment
    if let early, random.integer(below: 1 << early.cycle) == 0 {
      copy[early.position] = (copy[early.position] + early.shift) & 3
    }
    let late = Double(max(0, pcr.cycles - PCRModel.earlyCycles))
    if random.chance(Double(fragment.count) * pcr.errorRate * late) {
      let position = random.integer(below: fragment.count)
      copy[position] = (copy[position] + UInt8(random.integer(in: 1...3))) & 3
    }
    return copy
  }

  /// Reads a molecule from its first base on, up to the read length.
  public func read(_ molecule: [UInt8], using random: inout SplitMix64) -> Read {
    let count = min(molecule.count, layout.readLength)
    var read = Read(bases: [], qualities: [])
    read.bases.reserveCapacity(count)
    read.qualities.reserveCapacity(count)
    let letters = [UInt8]("ACGT".utf8)
    let bins = quality.lowBins
    for position in 0..<count {
      let bits = random.next()
      let choice = bits & 0xFFFF
      var bin = 0
      while bin < bins.count, choice >= limits[position][bin] { bin += 1 }
      var code = molecule[position]
      if bits >> 16 < errorLimits[bin] {
        code = (code + UInt8(random.integer(in: 1...3))) & 3
      }
      read.bases.append(letters[Int(code)])
      let value = bin < bins.count ? bins[bin].quality : quality.usualQuality
      read.qualities.append(Phred.ascii(ofQuality: value))
    }
    return read
  }

  /// The read or the two reads of one copy of a fragment.
  ///
  /// Codes of the fragment are 0 to 3, in the direction of the transcript.
  public func reads(of molecule: [UInt8], using random: inout SplitMix64) -> [Read] {
    let reversed = Nucleotide.reverseComplement(ofCodes: molecule)
    switch layout.run {
    case .singleBothStrands:
      let isForward = random.next() & 1 == 0
      return [read(isForward ? molecule : reversed, using: &random)]
    case .pairedFromConstant:
      return [read(reversed, using: &random), read(molecule, using: &random)]
    }
  }
}
