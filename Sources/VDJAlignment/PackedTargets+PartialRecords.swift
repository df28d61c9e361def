import Germline
import Sequences

/// Records of V that begin or end before those of other alleles of their gene do.
///
/// Most alleles that IMGT calls partial were read from rearranged DNA and end where primers or the
/// junction cut them. Compared by their own bases alone, such an allele is worth less than its
/// siblings for every base that it lacks, whatever base of its own a read shows: of 835 reads with the
/// private base of TRBV2*02 or TRBV20-1*02, five bases short each, 226 named other alleles alone.
extension PackedTargets {
  /// The bases that a target is compared by.
  struct Bases: Sendable {
    /// Codes of `Nucleotide`.
    var codes: [UInt8]
    /// Where the first base of the anchor codon stands among them.
    var origin: Int

    /// Behind the last base, as an offset from the anchor codon.
    var upper: Int { codes.count - origin }
  }

  /// Bases at the end of a record by which another allele is held to go on as it would.
  private static let edge = 32
  /// How many of them may differ.
  private static let mostDifferent = 4

  /// The bases of each record of V, and behind its ends those of the allele of its gene that reaches
  /// farthest there; of these the most alike, then the first.
  static func completed(
    _ records: [Bases], _ reference: GermlineReference, of targets: [SearchTarget]
  )
    -> [Bases]
  {
    var byGene: [String: [Int]] = [:]
    for (number, target) in targets.enumerated() {
      for gene in Set(target.alleles.map { reference[$0].gene }) {
        byGene[gene, default: []].append(number)
      }
    }
    var completed = records
    for (number, target) in targets.enumerated() where target.anchor != nil {
      let own = records[number]
      let siblings = Set(target.alleles.map { reference[$0].gene })
        .flatMap { byGene[$0] ?? [] }.sorted().filter { targets[$0].anchor != nil }.map {
          records[$0]
        }
      let before = siblings.map(\.origin).max() ?? 0
      if before > own.origin {
        let longest = siblings.filter { $0.origin == before }
        if let other = mostAlike(longest, own, -own.origin..<min(own.upper, edge - own.origin)) {
          completed[number].codes.insert(
            contentsOf: other.codes.prefix(before - own.origin), at: 0)
          completed[number].origin = before
        }
      }
      let behind = siblings.map(\.upper).max() ?? 0
      if behind > own.upper {
        let longest = siblings.filter { $0.upper == behind }
        if let other = mostAlike(longest, own, max(-own.origin, own.upper - edge)..<own.upper) {
          completed[number].codes += other.codes.suffix(behind - own.upper)
        }
      }
    }
    return completed
  }

  /// The first of those that differ least from a record at offsets where it ends; nil where all differ
  /// in more than alleles do.
  private static func mostAlike(_ others: [Bases], _ own: Bases, _ offsets: Range<Int>) -> Bases? {
    var best: (bases: Bases, differences: Int)?
    for other in others {
      let differences = offsets.count { offset in
        let at = offset + other.origin
        return !other.codes.indices.contains(at)
          || other.codes[at] != own.codes[offset + own.origin]
      }
      if differences <= mostDifferent, differences < best?.differences ?? .max {
        best = (other, differences)
      }
    }
    return best?.bases
  }

  /// Where a target lies in a read by ``placement(of:anchor:in:quality:)``, cut to the bases of its
  /// record; its score is that of all.
  func placementOfRecord(
    _ target: Int, anchor: Int, in read: borrowing PackedRead, quality: Span<UInt8>
  ) -> Placement {
    var placed = placement(of: target, anchor: anchor, in: read, quality: quality)
    let record = records[target]
    placed.end = min(placed.end, anchor + record.upperBound)
    placed.start = min(max(placed.start, anchor + record.lowerBound), placed.end)
    return placed
  }
}
