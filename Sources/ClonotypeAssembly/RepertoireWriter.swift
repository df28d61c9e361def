import Germline
import Repertoires
import Sequences
import VDJAlignment

/// Fills a repertoire with clonotypes and what is known of their sequences.
struct RepertoireWriter {
  private let reference: GermlineReference
  private let vTargets: [SearchTarget]
  private let jTargets: [SearchTarget]
  private var repertoire: Repertoire
  private var calls: [[AlleleID]: GeneCallID] = [:]

  init(index: AlignmentIndex, sample: Sample) {
    reference = index.reference
    vTargets = index.vTargets
    jTargets = index.jTargets
    repertoire = Repertoire(sample: sample, countUnit: .reads)
  }

  /// Adds one clonotype.
  ///
  /// - Parameters:
  ///   - node: Its V and J.
  ///   - locus: Its locus.
  ///   - junction: Its junction, as nucleotide codes.
  ///   - reads: Its reads, folded ones included.
  ///   - folded: The reads that were errors of it.
  ///   - sequence: Its representative, where it has one of its own.
  mutating func append(
    _ node: ClonotypeNode, locus: Locus, junction: [UInt8], reads: Int, folded: Int,
    sequence: DescribedSequence?
  ) {
    var clonotype = Clonotype(locus: locus, duplicateCount: reads)
    clonotype.consensusCount = reads
    let aminoAcids =
      junction.count % 3 == 0 ? GeneticCode.translation(ofCodes: junction.span) : []
    clonotype.flags = Self.flags(isInFrame: junction.count % 3 == 0, aminoAcids: aminoAcids)
    clonotype.junction = repertoire.texts.append(junction.map(Nucleotide.ascii(ofCode:)))
    clonotype.junctionAA = repertoire.texts.append(aminoAcids)
    clonotype.vCall = call(node.v.flatMap { vTargets[Int($0)].alleles })
    clonotype.jCall = call(node.j.flatMap { jTargets[Int($0)].alleles })
    var annotation = ClonotypeAnnotation()
    annotation.foldedReads = folded
    if let sequence {
      annotate(&annotation, with: sequence)
      clonotype.dCall = call(sequence.description.d?.alleles ?? [])
      clonotype.cCall = call(sequence.description.c)
    }
    repertoire.clonotypes.append(clonotype)
    repertoire.annotations.append(annotation)
  }

  /// The repertoire, sorted.
  consuming func finish() -> Repertoire {
    repertoire.sort()
    return repertoire
  }

  private mutating func annotate(
    _ annotation: inout ClonotypeAnnotation, with sequence: DescribedSequence
  ) {
    let description = sequence.description
    annotation.sequence = repertoire.texts.append(sequence.text)
    annotation.junctionStart = sequence.junctionStart
    annotation.np1 = repertoire.texts.append(sequence.text[description.np1])
    annotation.np1Length = description.np1.count
    if let np2 = description.np2 {
      annotation.np2 = repertoire.texts.append(sequence.text[np2])
      annotation.np2Length = np2.count
    }
    annotation.vIdentity = description.v.identity
    annotation.jIdentity = description.j.identity
    annotation.vCigar = repertoire.texts.append(Array(description.v.cigar.utf8))
    annotation.jCigar = repertoire.texts.append(Array(description.j.cigar.utf8))
    if let d = description.d {
      annotation.dCigar = repertoire.texts.append(Array(d.cigar.utf8))
    }
  }

  private mutating func call(_ alleles: [AlleleID]) -> GeneCallID {
    if let known = calls[alleles] { return known }
    let id = repertoire.calls.id(of: GeneCall(names: alleles.map { reference[$0].name }))
    calls[alleles] = id
    return id
  }

  /// AIRR's flags, decided by the junction alone: in frame, and no stop codon in its frame.
  private static func flags(isInFrame: Bool, aminoAcids: [UInt8]) -> JunctionFlags {
    guard isInFrame else { return [] }
    return aminoAcids.contains(GeneticCode.stop)
      ? [.inFrame, .stopCodon] : [.inFrame, .productive]
  }
}
