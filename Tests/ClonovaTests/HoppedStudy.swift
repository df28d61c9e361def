import Foundation

/// The reads of a study in which a clone is in the biopsy by index hopping alone, made of two
/// simulated libraries with molecular identifiers.
///
/// All samples have the clones of one library, each with identifiers of its own. Two clones are new
/// after treatment: the real one is in blood and biopsy, the other in the blood alone.
struct HoppedStudy {
  /// A pair of reads: bases and qualities of the first mate, then of the second.
  private struct Pair {
    var lines: [[UInt8]]

    var identifier: ArraySlice<UInt8> { lines[0].prefix(HoppedStudy.umiBases) }
  }

  private static let umiBases = 14
  static let structures = [
    "--read-structure", "r1=umi:14,skip:4,trim:G0-8,template", "r2=template",
  ]

  /// Amino acids of the clone that is in the biopsy.
  let real: String
  /// Amino acids of the clone whose molecules of the blood are found in it.
  let stray: String

  private let program: BuiltProgram
  private var background: [Pair] = []
  private var realPairs: [Pair] = []
  private var strayPairs: [Pair] = []

  init(_ program: BuiltProgram) throws {
    self.program = program
    let clones = try Self.library("clones", seed: 1, scale: "0.02", program)
    let planted = try Self.library("planted", seed: 2, scale: "0.01", program)
    let largest = try program.rows("planted/truth.tsv")
      .filter { $0["locus"] == "TRB" && $0["productive"] == "T" }
      .sorted { Self.rank($0) < Self.rank($1) }
      .map { (junction: $0["junction"] ?? "", aminoAcids: $0["junction_aa"] ?? "") }
    (real, stray) = (largest[0].aminoAcids, largest[1].aminoAcids)
    background = clones
    realPairs = Self.pairs(of: largest[0].junction, in: planted)
    strayPairs = Self.pairs(of: largest[1].junction, in: planted)
  }

  /// By which the clone with the most molecules comes first.
  private static func rank(_ clone: [String: String]) -> (Int, String) {
    (-(Int(clone["molecules"] ?? "") ?? 0), clone["junction"] ?? "")
  }

  /// Writes the reads of all samples and their sheet; with `hops`, half the reads of a hundredth of
  /// the stray clone's molecules in the blood are among those of the biopsy.
  func write(hops: Bool, sheet: String) throws {
    let strays = (0..<60).flatMap { Self.relabelled(strayPairs, 2000 + $0) }
    let real = (0..<10).flatMap { Self.relabelled(realPairs, 1000 + $0) }
    var molecules: [[UInt8]: [Pair]] = [:]
    for pair in strays { molecules[Array(pair.identifier), default: []].append(pair) }
    let names = molecules.keys.filter { (molecules[$0]?.count ?? 0) >= 4 }
      .sorted { $0.lexicographicallyPrecedes($1) }
    let hopped = names.prefix(molecules.count / 100).flatMap {
      (molecules[$0] ?? []).prefix(2)
    }
    let biopsy =
      Self.relabelled(background, 14) + (0..<2).flatMap { Self.relabelled(realPairs, 5000 + $0) }
    let samples: [(id: String, tissue: String, day: Int, pairs: [Pair])] = [
      ("B0", "blood", 0, Self.relabelled(background, 11)),
      ("B1", "blood", 14, Self.relabelled(background, 12) + real + strays),
      ("T0", "tumor", 0, Self.relabelled(background, 13)),
      ("T1", "tumor", 20, hops ? biopsy + hopped : biopsy),
    ]
    var rows = "sample_id\tpatient_id\ttissue\tday\tr1\tr2\tkit\n"
    let name = (sheet as NSString).deletingPathExtension
    for sample in samples {
      rows += "\(sample.id)\tP1\t\(sample.tissue)\t\(sample.day)"
      for mate in 0..<2 {
        let file = "\(name)-\(sample.id)_R\(mate + 1).fastq"
        try program.write(file, Self.fastq(sample.pairs, of: sample.id, mate: mate))
        rows += "\t\(file)"
      }
      rows += "\tgeneric-amplicon-umi\n"
    }
    try program.write(sheet, rows)
    // Libraries this small teach no dispersion.
    try program.write(
      "assay.json", #"{"entries": [{"count_unit": "umi", "c": 1.2, "rho0": 0.001}]}"#)
  }

  private static func library(
    _ name: String, seed: Int, scale: String, _ program: BuiltProgram
  ) throws -> [Pair] {
    let made = try program.shell(
      "$clonova simulate --umi-library -o \(name) --seed \(seed) --scale \(scale) --quiet && "
        + "gunzip \(name)/fastq/*.gz")
    precondition(made.status == 0, "the simulator failed: \(made.messages)")
    let mates = try ["R1", "R2"].map {
      try program.read("\(name)/fastq/umi_\($0).fastq").split(separator: UInt8(ascii: "\n"))
        .map { [UInt8]($0) }
    }
    return stride(from: 0, to: mates[0].count, by: 4).map {
      Pair(lines: [mates[0][$0 + 1], mates[0][$0 + 3], mates[1][$0 + 1], mates[1][$0 + 3]])
    }
  }

  /// All pairs of the molecules of which a read shows the junction.
  private static func pairs(of junction: String, in pairs: [Pair]) -> [Pair] {
    let complement: [Character: Character] = ["A": "T", "C": "G", "G": "C", "T": "A"]
    let reverse = Data(String(junction.reversed().compactMap { complement[$0] }).utf8)
    let forward = Data(junction.utf8)
    var identifiers: Set<[UInt8]> = []
    for pair in pairs {
      let isSeen =
        Data(pair.lines[0]).range(of: forward) != nil
        || Data(pair.lines[2]).range(of: reverse) != nil
      if isSeen { identifiers.insert(Array(pair.identifier)) }
    }
    return pairs.filter { identifiers.contains(Array($0.identifier)) }
  }

  /// The same molecules with other identifiers, as far from each other as before.
  private static func relabelled(_ pairs: [Pair], _ number: Int) -> [Pair] {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    state = (state ^ (state >> 31)) &* 0xBF58_476D_1CE4_E5B9
    let bases = Array("ACGT".utf8)
    return pairs.map { pair in
      var pair = pair
      for place in 0..<umiBases {
        guard let code = bases.firstIndex(of: pair.lines[0][place]) else { continue }
        pair.lines[0][place] = bases[code ^ Int(state >> UInt64(2 * place + 20) & 3)]
      }
      return pair
    }
  }

  private static func fastq(_ pairs: [Pair], of id: String, mate: Int) -> Data {
    var text = Data()
    for (number, pair) in pairs.enumerated() {
      text += Data("@\(id):\(number) \(mate + 1):N:0\n".utf8)
      text += Data(pair.lines[2 * mate] + Array("\n+\n".utf8))
      text += Data(pair.lines[2 * mate + 1] + Array("\n".utf8))
    }
    return text
  }
}
