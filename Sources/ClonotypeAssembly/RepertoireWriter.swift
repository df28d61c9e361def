import Germline
import Repertoires
import Sequences
import VDJAlignment

/// Fills a repertoire with the clonotypes of a counting table.
struct RepertoireWriter {
  private let reference: GermlineReference
  private var describer: SequenceDescriber
  private var repertoire: Repertoire
  private let vTargets: [SearchTarget]
  private let jTargets: [SearchTarget]

  init(index: AlignmentIndex, sample: Sample) {
    reference = index.reference
    describer = SequenceDescriber(index: index)
    vTargets = index.vTargets
    jTargets = index.jTargets
    repertoire = Repertoire(sample: sample, countUnit: .reads)
  }

  /// Adds one clonotype.
  ///
  /// - Parameter corrected: Its junction, packed, where the node's own is not the right one.
  mutating func append(
    _ node: ClonotypeNode, junction corrected: [UInt64]?, reads: Int, folded: Int,
    from table: ClonotypeCounter
  ) {
    let entry = table.entries[node.entry]
    let junction =
      corrected.map { Self.codes($0, start: 0, count: Int(entry.length)) }
      ?? Self.codes(table.words(of: entry), start: 0, count: Int(entry.length))
    var clonotype = Clonotype(
      locus: Locus.allCases[Int(entry.locus)], duplicateCount: reads)
    clonotype.consensusCount = reads
    clonotype.flags = Self.flags(of: junction)
    clonotype.junction = repertoire.texts.append(junction.map(Nucleotide.ascii(ofCode:)))
    if clonotype.flags.contains(.inFrame) {
      clonotype.junctionAA = repertoire.texts.append(
        GeneticCode.translation(ofCodes: junction.span))
    }
    clonotype.vCall = call(node.v.flatMap { vTargets[Int($0)].alleles })
    clonotype.jCall = call(node.j.flatMap { jTargets[Int($0)].alleles })
    var annotation = ClonotypeAnnotation()
    annotation.foldedReads = folded
    if node.isMain {
      describe(
        node, junction: junction, from: table, clonotype: &clonotype, annotation: &annotation)
    }
    repertoire.clonotypes.append(clonotype)
    repertoire.annotations.append(annotation)
  }

  /// The repertoire, sorted.
  consuming func finish() -> Repertoire {
    repertoire.sort()
    return repertoire
  }

  private mutating func describe(
    _ node: ClonotypeNode, junction: [UInt8], from table: ClonotypeCounter,
    clonotype: inout Clonotype, annotation: inout ClonotypeAnnotation
  ) {
    let entry = table.entries[node.entry]
    let kept = entry.representative
    var codes = Self.codes(table.readWords, start: kept.words, count: Int(kept.length))
    if kept.hasUnknown {
      let lanes = kept.words + (Int(kept.length) + 31) / 32
      for i in codes.indices where table.readWords[lanes + i / 32] >> UInt64(i % 32 * 2) & 1 != 0 {
        codes[i] = Nucleotide.unknown
      }
    }
    let start = Int(kept.junctionStart)
    codes.replaceSubrange(start..<start + junction.count, with: junction)
    let description = describer.describe(
      codes: codes, junction: start..<start + Int(entry.length), v: node.v, j: node.j)
    let text = codes.map(Nucleotide.ascii(ofCode:))
    annotation.sequence = repertoire.texts.append(text)
    annotation.junctionStart = start
    annotation.np1 = repertoire.texts.append(text[description.np1])
    annotation.np1Length = description.np1.count
    if let np2 = description.np2 {
      annotation.np2 = repertoire.texts.append(text[np2])
      annotation.np2Length = np2.count
    }
    annotation.vIdentity = description.v.identity
    annotation.jIdentity = description.j.identity
    annotation.vCigar = repertoire.texts.append(Array(description.v.cigar.utf8))
    annotation.jCigar = repertoire.texts.append(Array(description.j.cigar.utf8))
    if let d = description.d {
      annotation.dCigar = repertoire.texts.append(Array(d.cigar.utf8))
      clonotype.dCall = call(d.alleles)
    }
    clonotype.cCall = call(description.c)
  }

  private mutating func call(_ alleles: [AlleleID]) -> GeneCallID {
    repertoire.calls.id(of: GeneCall(names: alleles.map { reference[$0].name }))
  }

  private static func codes(_ words: [UInt64], start: Int, count: Int) -> [UInt8] {
    (0..<count).map { i in UInt8((words[start + i / 32] >> UInt64(i % 32 * 2)) & 3) }
  }

  /// AIRR's flags, decided by the junction alone: in frame, and no stop codon in its frame.
  private static func flags(of junction: [UInt8]) -> JunctionFlags {
    guard junction.count % 3 == 0 else { return [] }
    let hasStop = GeneticCode.translation(ofCodes: junction.span).contains(GeneticCode.stop)
    return hasStop ? [.inFrame, .stopCodon] : [.inFrame, .productive]
  }
}
