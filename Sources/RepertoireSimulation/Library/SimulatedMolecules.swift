import Germline
public import SequenceIO
import Sequences

/// A simulated library with molecular identifiers on disk: `fastq/umi_R1.fastq.gz`,
/// `fastq/umi_R2.fastq.gz` and `truth.tsv`.
///
/// `truth.tsv` has a row for every clone with a molecule: `molecules` in the library, those that
/// were read at all (`molecules_read`) and their `reads`, all errors included.
public enum SimulatedMolecules {
  /// The files of the two mates in the folder.
  public static let readFiles = ["fastq/umi_R1.fastq.gz", "fastq/umi_R2.fastq.gz"]

  /// Simulates a library into a folder that appears whole or not at all.
  ///
  /// Throws `outputExists` if the folder is there and may not be replaced, else what writing
  /// throws.
  /// - Returns: The number of read pairs.
  @discardableResult
  public static func write(
    design: MoleculeLibraryDesign, to directory: String, mayReplace: Bool = false
  ) throws(SequenceIOError) -> Int {
    var folder = try AtomicFolder(path: directory, mayReplace: mayReplace)
    try FileTree.createFolders(folder.path(of: "fastq"))
    var library = MoleculeLibrary(design)
    let pairs = try writeReads(of: &library, to: readFiles.map { folder.path(of: $0) })
    var file = try OutputFile(path: folder.path(of: "truth.tsv"))
    try file.write(truth(of: library))
    try file.finish()
    try folder.commit()
    return pairs
  }

  private static func writeReads(
    of library: inout MoleculeLibrary, to paths: [String]
  ) throws(SequenceIOError) -> Int {
    var first = try GzipWriter(path: paths[0], level: 4)
    var second = try GzipWriter(path: paths[1], level: 4)
    var texts = (FASTQText(), FASTQText())
    var pairs = 0
    let name = Array("umi:".utf8)
    try library.forEachPair { (one, two) throws(SequenceIOError) in
      pairs += 1
      texts.0.append(
        name: name, number: pairs, suffix: Array(" 1:N:0".utf8), bases: one.bases,
        qualities: one.qualities)
      texts.1.append(
        name: name, number: pairs, suffix: Array(" 2:N:0".utf8), bases: two.bases,
        qualities: two.qualities)
      guard texts.0.bytes.count > 1 << 20 else { return }
      try first.write(texts.0.bytes)
      try second.write(texts.1.bytes)
      texts.0.bytes.removeAll(keepingCapacity: true)
      texts.1.bytes.removeAll(keepingCapacity: true)
    }
    try first.write(texts.0.bytes)
    try second.write(texts.1.bytes)
    try first.finish()
    try second.finish()
    return pairs
  }

  private static func truth(of library: MoleculeLibrary) -> [UInt8] {
    let reference = GermlineReference.embedded(.human)
    var table = TabSeparatedText(header: [
      "locus", "v_call", "d_call", "j_call", "junction", "junction_aa", "productive", "molecules",
      "molecules_read", "reads",
    ])
    for clone in library.clones where clone.molecules > 0 {
      let receptor = clone.receptor
      table.append([
        receptor.locus.rawValue, reference[receptor.v].name,
        receptor.d.map { reference[$0].name } ?? "", reference[receptor.j].name,
        Nucleotide.text(ofCodes: receptor.junction), receptor.junctionAA ?? "",
        receptor.isProductive ? "T" : "F", String(clone.molecules),
        String(clone.molecularReads.count), String(clone.molecularReads.reduce(0, +)),
      ])
    }
    return table.bytes
  }
}
