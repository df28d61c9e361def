import Germline
import Glibc
import Sequences

/// Writes germline files for the tests of the importer.
enum ImportFiles {
  /// A file that is removed when the closure ends.
  static func with<Result>(
    _ text: String, named name: String = "set.fasta", _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = "/tmp/germline-import-\(UInt64.random(in: 0...UInt64.max))"
    guard unsafe mkdir(folder, 0o700) == 0 else { throw ReferenceFiles.Unreadable(path: folder) }
    let path = folder + "/" + name
    defer {
      unsafe unlink(path)
      unsafe rmdir(folder)
    }
    guard let file = unsafe fopen(path, "w") else { throw ReferenceFiles.Unreadable(path: path) }
    unsafe fputs(text, file)
    unsafe fclose(file)
    return try body(path)
  }

  /// What importing a FASTA text gives.
  static func imported(
    _ text: String, species: Species = .human
  ) throws -> GermlineImport {
    try with(text) { path in
      var result = GermlineImport(species: species)
      try result.addFASTA(path: path)
      return result
    }
  }

  /// The bases of an allele with gaps that bring its regions to their IMGT columns.
  static func gapped(_ allele: Allele) -> String {
    let bases = Nucleotide.text(ofCodes: allele.codes)
    guard let regions = allele.regions else { return bases }
    var text = ""
    let widths = [78, 36, 51, 30, 117]
    let all = [regions.fr1, regions.cdr1, regions.fr2, regions.cdr2, regions.fr3]
    for (region, width) in zip(all, widths) {
      let gaps = String(repeating: ".", count: max(0, width - region.count))
      // IMGT puts gaps inside the regions; any place will do, this one keeps the codons whole.
      let first = region.count / 6 * 3
      let codes = allele.codes[region]
      text += Nucleotide.text(ofCodes: codes.prefix(first)) + gaps
      text += Nucleotide.text(ofCodes: codes.dropFirst(first))
    }
    return text + bases.dropFirst(regions.fr3.upperBound)
  }

  /// One record with a header like IMGT's.
  static func record(_ allele: Allele, _ species: Species, suffix: String = "") -> String {
    let region =
      switch allele.segment {
      case .v: "V-REGION"
      case .d: "D-REGION"
      case .j: "J-REGION"
      case .c: "EX1"
      }
    let start = allele.frame.map { "\($0 + 1)" } ?? " "
    let count = allele.codes.count
    return ">X\(allele.id.rawValue)|\(allele.name)|\(species.latinName)|"
      + "\(allele.functionality.rawValue)|\(region)|1..\(count)|\(count) nt|\(start)| | | | |"
      + "\(count)+0=\(count)| | |\(suffix)\n\(gapped(allele))\n"
  }
}
