public import Germline
public import RepertoireStatistics
public import Sequences

/// Draws V(D)J rearrangements of one locus.
///
/// Segments are drawn from the functional alleles with an anchor, unevenly: each gene has a fixed
/// weight from 1 to 16 that stands for gene usage. TRBD2 lies behind the TRBJ1 cluster and joins
/// TRBJ2 only. One D at most; TRD tandems are not simulated.
public struct RecombinationModel: Sendable {
  /// The reference that allele numbers belong to.
  public let reference: GermlineReference

  /// The locus of the rearrangements.
  public let locus: Locus

  let vs: [Allele]
  let ds: [Allele]
  let js: [Allele]
  private let vUsage: WeightedChoice
  private let jUsage: WeightedChoice
  private let vTrimmed: WeightedChoice
  private let jTrimmed: WeightedChoice
  private let dTrimmed: WeightedChoice
  private let inserted: WeightedChoice
  private let insertedBases: WeightedChoice
  private let palindromic: WeightedChoice

  /// Creates the model of a locus; every embedded species has V and J of every locus.
  public init(
    reference: GermlineReference, locus: Locus, trimming: TrimmingModel = TrimmingModel()
  ) {
    func usable(_ segment: Segment) -> [Allele] {
      reference.alleles(of: locus, segment).filter {
        $0.functionality == .functional && (segment == .d || $0.anchor != nil)
      }
    }
    self.reference = reference
    self.locus = locus
    vs = usable(.v)
    ds = locus.hasD ? usable(.d) : []
    js = usable(.j)
    precondition(!vs.isEmpty && !js.isEmpty, "the reference has V and J of the locus")
    vUsage = WeightedChoice(vs.map(Self.usage))
    jUsage = WeightedChoice(js.map(Self.usage))
    vTrimmed = WeightedChoice(trimming.vTrimmed)
    jTrimmed = WeightedChoice(trimming.jTrimmed)
    dTrimmed = WeightedChoice(trimming.dTrimmed)
    inserted = WeightedChoice(trimming.inserted)
    insertedBases = WeightedChoice(trimming.insertedBases)
    palindromic = WeightedChoice(trimming.palindromic)
  }

  /// A rearrangement as the cell makes it: about a quarter are productive.
  public func draw(using random: inout SplitMix64) -> SimulatedRearrangement {
    let v = vs[vUsage.draw(using: &random)]
    let j = js[jUsage.draw(using: &random)]
    guard let vAnchor = v.anchor, let jAnchor = j.anchor else {
      preconditionFailure("only alleles with anchors are kept")
    }
    // Neither anchor codon is trimmed: a rearrangement without it has no junction.
    let off3 = min(vTrimmed.draw(using: &random), v.codes.count - vAnchor - 3)
    let off5 = min(jTrimmed.draw(using: &random), jAnchor)
    let vEnd = v.codes.count - off3
    var junction = Array(v.codes[vAnchor..<vEnd])
    if off3 == 0 { junction += palindrome(after: v.codes, using: &random) }
    junction += insertion(using: &random)
    let d = diversity(before: j, using: &random)
    if let d {
      junction += d.codes
      junction += insertion(using: &random)
    }
    if off5 == 0 { junction += palindrome(before: j.codes, using: &random) }
    junction += j.codes[off5..<(jAnchor + 3)]
    return SimulatedRearrangement(
      locus: locus, v: v.id, d: d?.allele, j: j.id, junction: junction, vBases: vEnd,
      jTrimmed: off5, isProductive: Self.isProductive(junction))
  }

  /// A rearrangement that is productive, or one that is not; drawn until one comes.
  public func draw(productive: Bool, using random: inout SplitMix64) -> SimulatedRearrangement {
    while true {
      let rearrangement = draw(using: &random)
      if rearrangement.isProductive == productive { return rearrangement }
    }
  }

  /// In frame and without a stop codon.
  static func isProductive(_ junction: [UInt8]) -> Bool {
    guard junction.count % 3 == 0 else { return false }
    return !stride(from: 0, to: junction.count, by: 3).contains {
      GeneticCode.residue(junction[$0], junction[$0 + 1], junction[$0 + 2]) == GeneticCode.stop
    }
  }

  /// The C allele that follows a J in the transcript; nil where the reference has none.
  static func constant(joinedTo j: Allele, in reference: GermlineReference) -> Allele? {
    let constants = reference.alleles(of: j.locus, .c)
    // TRBJ1 and TRGJ1, P, P1 precede C1; TRBJ2 and TRGJ2, P2 precede C2.
    let cluster = j.gene.dropFirst(4).first { $0.isNumber } ?? "1"
    return constants.first { $0.gene.last == cluster } ?? constants.first
  }

  private static func usage(of allele: Allele) -> Int {
    var hash = StableHash()
    for byte in allele.gene.utf8 { hash.combine(byte) }
    return 1 + Int(hash.value % 16)
  }

  private func insertion(using random: inout SplitMix64) -> [UInt8] {
    (0..<inserted.draw(using: &random)).map { _ in
      UInt8(insertedBases.draw(using: &random))
    }
  }

  private func palindrome(after codes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    let count = palindromic.draw(using: &random)
    return Nucleotide.reverseComplement(ofCodes: Array(codes.suffix(count)))
  }

  private func palindrome(before codes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    let count = palindromic.draw(using: &random)
    return Nucleotide.reverseComplement(ofCodes: Array(codes.prefix(count)))
  }

  /// What is left of a D with its palindromic bases; nil if nothing is.
  private func diversity(
    before j: Allele, using random: inout SplitMix64
  ) -> (allele: AlleleID, codes: [UInt8])? {
    let reachable = ds.filter {
      locus != .trb || !(j.gene.hasPrefix("TRBJ1") && $0.gene == "TRBD2")
    }
    guard let d = random.choice(of: reachable) else { return nil }
    let off5 = dTrimmed.draw(using: &random)
    let off3 = dTrimmed.draw(using: &random)
    guard off5 + off3 < d.codes.count else { return nil }
    var codes = Array(d.codes[off5..<(d.codes.count - off3)])
    if off5 == 0 { codes = palindrome(before: d.codes, using: &random) + codes }
    if off3 == 0 { codes += palindrome(after: d.codes, using: &random) }
    return (d.id, codes)
  }
}
