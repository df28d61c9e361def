import Germline
import Glibc
import TestSupport

/// Reads TestData/germline as text, independently of the generator.
enum ReferenceFiles {
  struct Record {
    let file: String
    let name: String
    let functionality: String
    let anchor: Int?
    let bases: String
  }

  struct Unreadable: Error { let path: String }

  static func text(_ path: String) throws -> String {
    guard let file = unsafe fopen(SharedData.testData("germline/" + path), "r") else {
      throw Unreadable(path: path)
    }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let byte = unsafe getc(file)
      if byte == EOF { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }

  static func records(of species: Species) throws -> [Record] {
    var found: [Record] = []
    for locus in ["TRA", "TRB", "TRD", "TRG"] {
      for segment in ["V", "D", "J", "C"] {
        let file = locus + segment
        guard let text = try? text("\(species.rawValue)/\(file).fasta") else { continue }
        let lines = text.split(separator: "\n")
        for i in stride(from: 0, to: lines.count, by: 2) {
          let header = lines[i].dropFirst().split(separator: "|").map(String.init)
          found.append(
            Record(
              file: file, name: header[0], functionality: header[2],
              anchor: Int(header[3].dropFirst("anchor=".count)), bases: String(lines[i + 1])))
        }
      }
    }
    return found
  }

  static func rows(of species: Species) throws -> [[String: String]] {
    let lines = try text("\(species.rawValue)/alleles.tsv").split(separator: "\n")
    let fields = lines.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return fields.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(fields[0], row))
    }
  }
}
