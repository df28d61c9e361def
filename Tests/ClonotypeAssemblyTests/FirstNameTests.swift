import Germline
import Repertoires
import Sequences
import TestSupport
import Testing

@testable import ClonotypeAssembly

@Suite("The allele that a call names first")
struct FirstNameTests {
  /// Whether a CIGAR says of a sequence and an allele what is so.
  private static func isLaid(_ cigar: String, _ sequence: [UInt8], _ germline: [UInt8]) -> Bool {
    var at = 0
    var other = 0
    for operation in cigar.matches(of: /([0-9]+)([SN=XID])/) {
      let count = Int(operation.1) ?? 0
      if operation.2 == "=" || operation.2 == "X" {
        for i in 0..<count
        where (sequence[at + i] == germline[other + i]) != (operation.2 == "=") {
          return false
        }
      }
      if "S=XI".contains(operation.2) { at += count }
      if "N=XD".contains(operation.2) { other += count }
    }
    return at == sequence.count && other == germline.count
  }

  @Test("CIGARs lay it, whatever is tied with it", arguments: [16, 20, 24, 30, 60])
  func cigars(reach: Int) async {
    var generator = SeededGenerator(seed: UInt64(reach))
    let reference = GermlineReference.embedded(.human)
    var worker = Sequencing()
    for v in reference.alleles(of: .trb, .v) {
      guard let anchor = v.anchorPosition, anchor >= reach, anchor + 9 <= v.codes.count else {
        continue
      }
      worker.take(MadeRead(MadeClone(v: v.name, reach: reach, using: &generator).codes))
    }
    let found = await worker.repertoire()
    var tied = 0
    for (row, note) in zip(found.clonotypes, found.annotations) {
      let call = found.calls[row.vCall]
      guard let first = call.names.first.flatMap({ reference.allele(named: $0) }) else {
        Issue.record("no allele in \(call.airr)")
        continue
      }
      tied += call.names.count > 1 ? 1 : 0
      let sequence = Nucleotide.codes(of: found.texts[note.sequence])
      #expect(
        Self.isLaid(found.texts.string(note.vCigar), sequence, first.codes), "\(call.airr)")
    }
    #expect(tied > 10)
  }
}
