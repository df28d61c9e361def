internal import Germline
internal import Sequences

/// The words of 16 bases of all V, J and C genes of a species, by which a read is placed on a gene.
///
/// Sparser than alignment and without a score: it tells strand, gene and where the read begins on
/// it. A word stands in a random read of 150 bases by a chance of 1 in 300.
struct GermlineWords: Sendable {
  static let length = 16

  /// Where a word lies: the first gene in the order of the reference that has it.
  struct Place: Sendable {
    var segment: Segment
    /// Number of the gene.
    var gene: UInt16
    var locus: Locus
    /// First base of the word in the allele.
    var offset: Int16
    /// First base of the word relative to the anchor codon; to the allele's first base without one.
    var fromAnchor: Int16
    /// Bases of the allele behind the word's first base.
    var rest: Int16
  }

  private var places: [UInt32: Place] = [:]
  private(set) var genes: [String] = []

  /// No words, which leave every read unplaced.
  static let none = Self()

  private init() {}

  init(_ reference: GermlineReference) {
    var numbers: [String: UInt16] = [:]
    for allele in reference.alleles where allele.segment != .d {
      let gene = numbers[allele.gene] ?? UInt16(genes.count)
      if numbers[allele.gene] == nil {
        numbers[allele.gene] = gene
        genes.append(allele.gene)
      }
      var window = WordWindow(length: Self.length)
      for (at, code) in allele.codes.enumerated() where window.append(code) {
        guard places[window.code] == nil else { continue }
        let offset = at + 1 - Self.length
        places[window.code] = Place(
          segment: allele.segment, gene: gene, locus: allele.locus, offset: Int16(offset),
          fromAnchor: Int16(offset - (allele.anchorPosition ?? 0)),
          rest: Int16(allele.codes.count - offset))
      }
    }
  }

  /// The place of a word, or nil.
  func place(of code: UInt32) -> Place? { places[code] }
}
