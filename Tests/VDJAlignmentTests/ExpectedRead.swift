import Germline
import Sequences
import Testing

@testable import VDJAlignment

/// One record of TestData/expected-vdj: a read with the expected result in its header.
struct ExpectedRead: Sendable, CustomTestStringConvertible {
  let species: Species
  let id: String
  let fields: [String: String]
  let bases: String

  var testDescription: String { "\(species.rawValue) \(id)" }

  /// All records; empty when a file cannot be read, which a test reports.
  static let all: [ExpectedRead] = Species.allCases.flatMap { species -> [ExpectedRead] in
    guard let text = try? TestFiles.text("expected-vdj/\(species.rawValue).fasta") else {
      return []
    }
    let lines = text.split(separator: "\n")
    return stride(from: 0, to: lines.count - 1, by: 2).map { i in
      let words = lines[i].dropFirst().split(separator: " ")
      var fields: [String: String] = [:]
      for word in words.dropFirst() {
        let pair = word.split(separator: "=", maxSplits: 1)
        fields[String(pair[0])] = String(pair[1])
      }
      return ExpectedRead(
        species: species, id: String(words[0]), fields: fields, bases: String(lines[i + 1]))
    }
  }

  func list(_ key: String) -> Set<String> {
    Set((fields[key] ?? "").split(separator: ",").map(String.init))
  }

  /// Quality 37, but for the stretch of `low`.
  var quality: [UInt8] {
    var quality = [UInt8](repeating: Phred.ascii(ofQuality: 37), count: bases.utf8.count)
    if let low = fields["low"] {
      let parts = low.split { $0 == "-" || $0 == ":" }.compactMap { Int($0) }
      for i in parts[0]..<parts[1] { quality[i] = Phred.ascii(ofQuality: UInt8(parts[2])) }
    }
    return quality
  }
}

/// What an aligner says of one read, in words.
struct AlignedText: Equatable {
  var locus = ""
  var strand = ""
  var junction = ""
  var v: Set<String> = []
  var j: Set<String> = []
  var rejected: String?

  init(
    _ bases: [UInt8], quality: [UInt8], by aligner: inout ReadAligner
  ) {
    switch aligner.align(sequence: bases.span, quality: quality.span) {
    case .rejected(let reason): rejected = reason.rawValue
    case .rearranged(let found):
      locus = found.locus.rawValue
      strand = found.isReverse ? "-" : "+"
      var codes = Nucleotide.codes(of: bases)
      if found.isReverse { codes = Nucleotide.reverseComplement(ofCodes: codes) }
      junction = Nucleotide.text(ofCodes: codes[found.junction])
      let index = aligner.index
      v = Set(
        aligner.vTies.flatMap { index.vTargets[Int($0)].alleles }.map { index.reference[$0].gene })
      j = Set(
        aligner.jTies.flatMap { index.jTargets[Int($0)].alleles }.map { index.reference[$0].gene })
    }
  }
}
