import Germline
import Sequences

/// A read and the germline beside each other, base by base, from the first base of V to the last
/// of J; a gap on one side stands for a base that only the other has.
struct AlignmentText {
  /// ASCII of `-`.
  static let gap: UInt8 = 0x2D

  /// The read, ASCII.
  private(set) var sequence: [UInt8] = []
  /// The germline, ASCII; N between the segments.
  private(set) var germline: [UInt8] = []
  /// The codes of the read with gaps corrected, as the germline counts bases: those it lacks are
  /// left out, those of its own are unknown.
  private(set) var corrected: [UInt8] = []
  /// Position in the read of each of ``corrected``; of a missing base that of the next one.
  private(set) var positions: [Int] = []

  /// Lays V, D and J of a description on a read.
  init(_ germline: GermlineDescription, codes: [UInt8], reference: GermlineReference) {
    append(germline.v, codes: codes, reference: reference)
    append(unplaced: germline.np1, codes: codes)
    if let d = germline.d {
      append(d, codes: codes, reference: reference)
      append(unplaced: germline.np2 ?? d.sequence.upperBound..<d.sequence.upperBound, codes: codes)
    }
    append(germline.j, codes: codes, reference: reference)
  }

  private mutating func append(unplaced range: Range<Int>, codes: [UInt8]) {
    for position in range { append(codes[position], at: position, Nucleotide.unknown) }
  }

  private mutating func append(_ code: UInt8, at position: Int, _ other: UInt8) {
    sequence.append(Nucleotide.ascii(ofCode: code))
    germline.append(Nucleotide.ascii(ofCode: other))
    corrected.append(code)
    positions.append(position)
  }

  private mutating func append(
    _ segment: GermlineDescription.Segment, codes: [UInt8], reference: GermlineReference
  ) {
    let allele = reference[segment.alleles[0]].codes
    var position = segment.sequence.lowerBound
    var base = segment.germline.lowerBound
    for (count, letter) in segment.operations {
      for _ in 0..<count {
        switch letter {
        case "I":
          sequence.append(Nucleotide.ascii(ofCode: codes[position]))
          germline.append(Self.gap)
          position += 1
        case "D":
          sequence.append(Self.gap)
          germline.append(Nucleotide.ascii(ofCode: allele[base]))
          corrected.append(Nucleotide.unknown)
          positions.append(position)
          base += 1
        default:
          append(codes[position], at: position, allele[base])
          position += 1
          base += 1
        }
      }
    }
  }
}

extension GermlineDescription.Segment {
  /// The parts of the CIGAR between the bases that are left out.
  var operations: [(count: Int, letter: Character)] {
    var parts: [(Int, Character)] = []
    var count = 0
    for letter in cigar {
      if let digit = letter.wholeNumberValue {
        count = count * 10 + digit
      } else {
        if letter != "S" && letter != "N" { parts.append((count, letter)) }
        count = 0
      }
    }
    return parts
  }
}
