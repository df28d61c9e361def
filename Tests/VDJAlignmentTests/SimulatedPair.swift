import Germline
import Sequences
import TestSupport

/// A fragment of V, added bases, D, J and C with its two reads, made of strings; the truth is the
/// construction.
struct SimulatedPair {
  static let adapter =
    "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACATCACGATCTCGTATGCCGTCTTCTGCTTGAAAAAAAAAAAAAAAAAA"

  var fragment: String
  var junction: String
  var first: String
  var firstQuality: [Int]
  var second: String
  var secondQuality: [Int]

  /// The junction, if the fragment holds it whole.
  var isJunctionInside: Bool { fragment.contains(junction) }

  init(
    insert: Int, readLength: Int, errorsPerThousand: Int, using generator: inout SeededGenerator
  ) {
    func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func bases(_ count: Int) -> String {
      String((0..<count).map { _ in Array("ACGT")[random(0...3)] })
    }
    let reference = GermlineReference.embedded(.human)
    func allele(_ name: String) -> (text: String, anchor: Int) {
      guard let allele = reference.allele(named: name) else { return ("", 0) }
      return (Nucleotide.text(ofCodes: allele.codes), allele.anchorPosition ?? 0)
    }
    let v = allele(["TRBV9*01", "TRBV28*01", "TRBV19*01", "TRBV5-1*01"][random(0...3)])
    let j = allele(["TRBJ1-1*01", "TRBJ2-1*01", "TRBJ2-7*01", "TRBJ1-2*01"][random(0...3)])
    let vText = v.text.dropLast(random(0...6))
    let jTrim = random(0...6)
    let middle = bases(random(1...5)) + "GGGACAGG".prefix(random(0...8)) + bases(random(1...5))
    let whole =
      bases(60) + vText + middle + j.text.dropFirst(jTrim) + allele("TRBC1*01").text + bases(300)
    junction =
      String(vText.dropFirst(v.anchor)) + middle
      + j.text.dropFirst(jTrim).prefix(j.anchor + 3 - jTrim)
    // The fragment covers the middle of the junction somewhere.
    let centre = 60 + v.anchor + junction.count / 2
    let start = max(0, centre - random(insert / 4...insert * 3 / 4))
    let text = Array(whole)
    fragment = String(text[start..<min(text.count, start + insert)])
    (first, firstQuality) = ("", [])
    (second, secondQuality) = ("", [])
    func read(_ template: String) -> (String, [Int]) {
      var letters = Array((template + Self.adapter + bases(readLength)).prefix(readLength))
      var quality: [Int] = []
      for i in letters.indices {
        // Ends are worse than starts, as sequencers have it.
        let isBad = random(0...999) < errorsPerThousand * (i > readLength / 2 ? 3 : 1)
        quality.append(isBad ? random(2...30) : random(22...38))
        if isBad { letters[i] = random(0...9) == 0 ? "N" : Array("ACGT")[random(0...3)] }
        if letters[i] == "N" { quality[i] = 2 }
      }
      return (String(letters), quality)
    }
    (first, firstQuality) = read(fragment)
    (second, secondQuality) = read(NaiveMerger.complement(fragment))
  }

  static func ascii(_ quality: [Int]) -> [UInt8] {
    quality.map { Phred.ascii(ofQuality: UInt8($0)) }
  }
}
