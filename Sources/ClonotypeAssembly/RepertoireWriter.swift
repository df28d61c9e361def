import Germline
import Repertoires
import Sequences
import VDJAlignment

/// Fills a repertoire with clonotypes and what is known of their sequences.
struct RepertoireWriter {
  private let reference: GermlineReference
  private let vTargets: [SearchTarget]
  private let jTargets: [SearchTarget]
  /// The rows so far, in the order in which they were appended.
  private(set) var repertoire: Repertoire
  // Calls by what they are made of: twenty thousand rows share a few hundred.
  private var vCalls: [[UInt16]: GeneCallID] = [:]
  private var jCalls: [[UInt16]: GeneCallID] = [:]
  private var otherCalls: [[AlleleID]: GeneCallID] = [:]

  init(index: AlignmentIndex, sample: Sample, countUnit: CountUnit = .reads) {
    reference = index.reference
    vTargets = index.vTargets
    jTargets = index.jTargets
    repertoire = Repertoire(sample: sample, countUnit: countUnit)
  }

  /// Adds one clonotype.
  ///
  /// - Parameters:
  ///   - v: Its V targets.
  ///   - j: Its J targets.
  ///   - locus: Its locus.
  ///   - junction: Its junction, as nucleotide codes.
  ///   - reads: Its reads, folded ones included.
  ///   - folded: The reads that were errors of it.
  ///   - molecules: Its molecules where these are counted; nil counts reads.
  ///   - sequence: Its representative, where it has one of its own.
  mutating func append(
    v: [UInt16], j: [UInt16], locus: Locus, junction: [UInt8], reads: Int, folded: Int,
    molecules: Int? = nil, sequence: DescribedSequence?
  ) {
    var clonotype = Clonotype(locus: locus, duplicateCount: molecules ?? reads)
    clonotype.consensusCount = reads
    clonotype.umiCount = molecules
    let aminoAcids =
      junction.count % 3 == 0 ? GeneticCode.translation(ofCodes: junction.span) : []
    clonotype.flags = Self.flags(isInFrame: junction.count % 3 == 0, aminoAcids: aminoAcids)
    clonotype.junction = repertoire.texts.append(junction.map(Nucleotide.ascii(ofCode:)))
    clonotype.junctionAA = repertoire.texts.append(aminoAcids)
    clonotype.vCall = Self.call(v, of: vTargets, reference, &vCalls, &repertoire)
    clonotype.jCall = Self.call(j, of: jTargets, reference, &jCalls, &repertoire)
    var annotation = ClonotypeAnnotation()
    annotation.foldedReads = folded
    if let sequence {
      annotate(&annotation, with: sequence)
      clonotype.dCall = call(sequence.description.d?.alleles ?? [])
      clonotype.cCall = call(sequence.description.c?.alleles ?? [])
    }
    repertoire.clonotypes.append(clonotype)
    repertoire.annotations.append(annotation)
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
    if let known = otherCalls[alleles] { return known }
    let id = repertoire.calls.id(of: GeneCall(names: alleles.map { reference[$0].name }))
    otherCalls[alleles] = id
    return id
  }

  private static func call(
    _ tied: [UInt16], of targets: [SearchTarget], _ reference: GermlineReference,
    _ known: inout [[UInt16]: GeneCallID], _ repertoire: inout Repertoire
  ) -> GeneCallID {
    if let id = known[tied] { return id }
    let names = tied.flatMap { targets[Int($0)].alleles }.map { reference[$0].name }
    let id = repertoire.calls.id(of: GeneCall(names: names))
    known[tied] = id
    return id
  }

  /// AIRR's flags, decided by the junction alone: in frame, and no stop codon in its frame.
  private static func flags(isInFrame: Bool, aminoAcids: [UInt8]) -> JunctionFlags {
    guard isInFrame else { return [] }
    return aminoAcids.contains(GeneticCode.stop)
      ? [.inFrame, .stopCodon] : [.inFrame, .productive]
  }
}
