public import Germline
import Sequences

extension ConstructIndex {
  /// A stretch that is long enough to count as evidence, packed.
  private struct Stretch: Hashable {
    var low: UInt64
    var high: UInt8

    /// Bases in a stretch: three words.
    static let length = 36

    /// Takes in the base behind the last one and drops the first.
    mutating func advance(_ code: UInt8) {
      low = (low >> 2) | UInt64(high & 3) << 62
      high = (high >> 2) | (code & 3) << 6
    }
  }

  /// By construct, how many of its 12-base words lie in a stretch of 36 bases or more that a
  /// germline allele has too, on either strand: reads of that germline would count.
  ///
  /// Zero for a construct whose reads cannot be taken for those of the unrearranged or rearranged
  /// receptor genes of the sample.
  public func wordsShared(with reference: GermlineReference) -> [Int] {
    var places: [Stretch: [(construct: Int, start: Int)]] = [:]
    for (number, construct) in constructs.enumerated() {
      Self.forEachStretch(construct.codes) { stretch, start in
        places[stretch, default: []].append((number, start))
      }
    }
    var isShared = lengths.map { [Bool](repeating: false, count: $0) }
    // Looked up, never iterated: the order of a dictionary is random.
    func mark(_ stretch: Stretch) {
      for place in places.removeValue(forKey: stretch) ?? [] {
        for word in place.start...place.start + Stretch.length - SeedIndex.seedLength {
          isShared[place.construct][word] = true
        }
      }
    }
    for allele in reference.alleles {
      Self.forEachStretch(allele.codes) { stretch, _ in mark(stretch) }
      Self.forEachStretch(Nucleotide.reverseComplement(ofCodes: allele.codes)) { stretch, _ in
        mark(stretch)
      }
    }
    return isShared.map { $0.count { $0 } }
  }

  private static func forEachStretch(_ codes: [UInt8], _ body: (Stretch, Int) -> Void) {
    var stretch = Stretch(low: 0, high: 0)
    var known = 0
    for (position, code) in codes.enumerated() {
      known = code < 4 ? known + 1 : 0
      stretch.advance(code)
      if known >= Stretch.length { body(stretch, position + 1 - Stretch.length) }
    }
  }
}
