import Germline
import Repertoires
import Sequences
import VDJAlignment

/// Fills a repertoire with clonotypes and what is known of their sequences.
struct RepertoireWriter {
  private let reference: GermlineReference
  private let vTargets: [SearchTarget]
  private let jTargets: [SearchTarget]
  private let vTies: TieTable
  private let jTies: TieTable
  /// The rows so far, in the order in which they were appended.
  private(set) var repertoire: Repertoire
  // Calls by what they are made of: twenty thousand rows share a few hundred.
  /// By the number of the V set, and of the J set.
  private var vCalls: [GeneCallID?]
  private var jCalls: [GeneCallID?]
  private var dCalls = AlleleCalls()
  private var cCalls = AlleleCalls()
  // Scratch.
  private var letters: [UInt8] = []
  private var residues: [UInt8] = []

  /// Calls by tied alleles.
  private struct AlleleCalls: Sendable {
    var ties = TieNumbers<AlleleID>()
    var calls: [GeneCallID] = []
  }

  /// A writer for clonotypes of a table that was counted over an index.
  init(
    index: AlignmentIndex, table: ClonotypeCounter, sample: Sample, countUnit: CountUnit = .reads
  ) {
    reference = index.reference
    vTargets = index.vTargets
    jTargets = index.jTargets
    vTies = table.vTies
    jTies = table.jTies
    vCalls = Array(repeating: nil, count: vTies.count)
    jCalls = Array(repeating: nil, count: jTies.count)
    repertoire = Repertoire(sample: sample, countUnit: countUnit)
  }

  /// Makes room for so many rows; what is not written costs no memory.
  mutating func reserve(rows: Int) { repertoire.reserve(rows: rows, textBytes: rows * 384) }

  /// Adds one clonotype.
  ///
  /// - Parameters:
  ///   - v: Number of its V set.
  ///   - j: Number of its J set.
  ///   - locus: Its locus.
  ///   - junction: Its junction, as nucleotide codes.
  ///   - reads: Its reads, folded ones included.
  ///   - folded: The reads that were errors of it.
  ///   - molecules: Its molecules where these are counted; nil counts reads.
  ///   - sequence: Its representative, where it has one of its own.
  ///   - text: The bases of that, ASCII.
  mutating func append(
    v: UInt32, j: UInt32, locus: Locus, junction: Span<UInt8>, reads: Int,
    folded: Int, molecules: Int?, sequence: DescribedSequence?, text: Span<UInt8>
  ) {
    var clonotype = Clonotype(locus: locus, duplicateCount: molecules ?? reads)
    clonotype.consensusCount = reads
    clonotype.umiCount = molecules
    let isInFrame = junction.count % 3 == 0
    residues.removeAll(keepingCapacity: true)
    if isInFrame { GeneticCode.append(translationOfCodes: junction, to: &residues) }
    clonotype.flags = Self.flags(isInFrame: isInFrame, aminoAcids: residues)
    Nucleotide.write(textOfCodes: junction, to: &letters)
    clonotype.junction = repertoire.texts.append(letters)
    clonotype.junctionAA = repertoire.texts.append(residues)
    clonotype.vCall = Self.call(
      v, in: vTies, of: vTargets, reference, &vCalls, &repertoire)
    clonotype.jCall = Self.call(
      j, in: jTies, of: jTargets, reference, &jCalls, &repertoire)
    var annotation = ClonotypeAnnotation()
    annotation.foldedReads = folded
    if let sequence {
      annotate(&annotation, with: sequence, text: text)
      if let d = sequence.description.d {
        clonotype.dCall = Self.call(d.alleles, reference, &dCalls, &repertoire)
      }
      if let c = sequence.description.c {
        clonotype.cCall = Self.call(c.alleles, reference, &cCalls, &repertoire)
      }
    }
    repertoire.clonotypes.append(clonotype)
    repertoire.annotations.append(annotation)
  }

  private mutating func annotate(
    _ annotation: inout ClonotypeAnnotation, with sequence: DescribedSequence, text: Span<UInt8>
  ) {
    let description = sequence.description
    annotation.sequence = repertoire.texts.append(span: text)
    annotation.junctionStart = sequence.junctionStart
    annotation.np1 = repertoire.texts.append(span: text.extracting(description.np1))
    annotation.np1Length = description.np1.count
    if let np2 = description.np2 {
      annotation.np2 = repertoire.texts.append(span: text.extracting(np2))
      annotation.np2Length = np2.count
    }
    annotation.vIdentity = description.v.identity
    annotation.jIdentity = description.j.identity
    annotation.vCigar = repertoire.texts.append(span: description.v.cigar.utf8Span.span)
    annotation.jCigar = repertoire.texts.append(span: description.j.cigar.utf8Span.span)
    if let d = description.d {
      annotation.dCigar = repertoire.texts.append(span: d.cigar.utf8Span.span)
    }
  }

  private static func call(
    _ alleles: [AlleleID], _ reference: GermlineReference, _ known: inout AlleleCalls,
    _ repertoire: inout Repertoire
  ) -> GeneCallID {
    let number = known.ties.number(of: alleles, slot: alleles[0].index)
    if number == known.calls.count {
      known.calls.append(
        repertoire.calls.id(of: GeneCall(names: alleles.map { reference[$0].name })))
    }
    return known.calls[number]
  }

  private static func call(
    _ set: UInt32, in ties: borrowing TieTable, of targets: [SearchTarget],
    _ reference: GermlineReference, _ known: inout [GeneCallID?], _ repertoire: inout Repertoire
  ) -> GeneCallID {
    if let id = known[Int(set)] { return id }
    let alleles = ties.targets(of: set).flatMap { targets[Int($0)].alleles }
    let id = repertoire.calls.id(of: GeneCall(names: alleles.map { reference[$0].name }))
    known[Int(set)] = id
    return id
  }

  /// AIRR's flags, decided by the junction alone: in frame, and no stop codon in its frame.
  private static func flags(isInFrame: Bool, aminoAcids: [UInt8]) -> JunctionFlags {
    guard isInFrame else { return [] }
    return aminoAcids.contains(GeneticCode.stop)
      ? [.inFrame, .stopCodon] : [.inFrame, .productive]
  }
}
