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
  private var vCalls = KnownCalls<UInt16>()
  private var jCalls = KnownCalls<UInt16>()
  private var dCalls = KnownCalls<AlleleID>()
  private var cCalls = KnownCalls<AlleleID>()
  // Scratch.
  private var letters: [UInt8] = []
  private var residues: [UInt8] = []

  /// Calls by what they are made of: twenty thousand rows share a few hundred.
  private struct KnownCalls<Member: Hashable & Sendable>: Sendable {
    var ties = TieNumbers<Member>()
    var calls: [GeneCallID] = []

    /// The call of a tie; `names` tells those of a new one.
    mutating func call(
      _ tie: [Member], slot: Int, in repertoire: inout Repertoire, names: ([Member]) -> [String]
    ) -> GeneCallID {
      let number = ties.number(of: tie, slot: slot)
      if number == calls.count {
        calls.append(repertoire.calls.id(of: GeneCall(names: names(tie))))
      }
      return calls[number]
    }
  }

  init(index: AlignmentIndex, sample: Sample, countUnit: CountUnit = .reads) {
    reference = index.reference
    vTargets = index.vTargets
    jTargets = index.jTargets
    repertoire = Repertoire(sample: sample, countUnit: countUnit)
  }

  /// Makes room for so many rows; what is not written costs no memory.
  mutating func reserve(rows: Int) { repertoire.reserve(rows: rows, textBytes: rows * 384) }

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
  ///   - text: The bases of that, ASCII.
  mutating func append(
    v: [UInt16], j: [UInt16], locus: Locus, junction: Span<UInt8>, reads: Int,
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
    clonotype.vCall = Self.call(v, of: vTargets, reference, &vCalls, &repertoire)
    clonotype.jCall = Self.call(j, of: jTargets, reference, &jCalls, &repertoire)
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
    annotation.vCigar = repertoire.texts.append(string: description.v.cigar)
    annotation.jCigar = repertoire.texts.append(string: description.j.cigar)
    if let d = description.d { annotation.dCigar = repertoire.texts.append(string: d.cigar) }
  }

  private static func call(
    _ alleles: [AlleleID], _ reference: GermlineReference, _ known: inout KnownCalls<AlleleID>,
    _ repertoire: inout Repertoire
  ) -> GeneCallID {
    known.call(alleles, slot: alleles[0].index, in: &repertoire) { $0.map { reference[$0].name } }
  }

  private static func call(
    _ tied: [UInt16], of targets: [SearchTarget], _ reference: GermlineReference,
    _ known: inout KnownCalls<UInt16>, _ repertoire: inout Repertoire
  ) -> GeneCallID {
    known.call(tied, slot: Int(tied[0]), in: &repertoire) { tied in
      tied.flatMap { targets[Int($0)].alleles }.map { reference[$0].name }
    }
  }

  /// AIRR's flags, decided by the junction alone: in frame, and no stop codon in its frame.
  private static func flags(isInFrame: Bool, aminoAcids: [UInt8]) -> JunctionFlags {
    guard isInFrame else { return [] }
    return aminoAcids.contains(GeneticCode.stop)
      ? [.inFrame, .stopCodon] : [.inFrame, .productive]
  }
}
