internal import Sequences

/// The kits that the binary knows.
public enum KitLibrary {
  /// The embedded files by name, in order of name.
  private static let files: [(id: String, bytes: [UInt8])] = [
    ("10x-vdj", PackageResources._0x_vdj_yaml),
    ("adaptive-gdna-trb", PackageResources.adaptive_gdna_trb_yaml),
    ("ampliseq-trb-plus", PackageResources.ampliseq_trb_plus_yaml),
    ("ampliseq-trb-sr", PackageResources.ampliseq_trb_sr_yaml),
    ("archer-tcr", PackageResources.archer_tcr_yaml),
    ("biomed2-tcr", PackageResources.biomed2_tcr_yaml),
    ("cellecta-air", PackageResources.cellecta_air_yaml),
    ("generic-amplicon", PackageResources.generic_amplicon_yaml),
    ("generic-amplicon-umi", PackageResources.generic_amplicon_umi_yaml),
    ("generic-rnaseq", PackageResources.generic_rnaseq_yaml),
    ("irep-dna-lr", PackageResources.irep_dna_lr_yaml),
    ("irep-dna-sr", PackageResources.irep_dna_sr_yaml),
    ("irep-plus-umi", PackageResources.irep_plus_umi_yaml),
    ("irep-rna-lr", PackageResources.irep_rna_lr_yaml),
    ("irep-rna-sr", PackageResources.irep_rna_sr_yaml),
    ("lymphotrack-trb", PackageResources.lymphotrack_trb_yaml),
    ("lymphotrack-trg", PackageResources.lymphotrack_trg_yaml),
    ("milab-dna-multiplex", PackageResources.milab_dna_multiplex_yaml),
    ("milab-tcr-rna-multiplex", PackageResources.milab_tcr_rna_multiplex_yaml),
    ("milab-tcr-rna-race", PackageResources.milab_tcr_rna_race_yaml),
    ("nebnext-tcr", PackageResources.nebnext_tcr_yaml),
    ("oncomine-pan-clonality", PackageResources.oncomine_pan_clonality_yaml),
    ("oncomine-trb-lr", PackageResources.oncomine_trb_lr_yaml),
    ("oncomine-trb-sr", PackageResources.oncomine_trb_sr_yaml),
    ("qiaseq-targeted-tcr", PackageResources.qiaseq_targeted_tcr_yaml),
    ("qiaseq-tcr", PackageResources.qiaseq_tcr_yaml),
    ("rhtcrseq", PackageResources.rhtcrseq_yaml),
    ("takara-smarter-tcr-v1", PackageResources.takara_smarter_tcr_v1_yaml),
    ("takara-smarter-tcr-v2", PackageResources.takara_smarter_tcr_v2_yaml),
    ("takara-smartseq-tcr", PackageResources.takara_smartseq_tcr_yaml),
  ]

  /// Names of all kits, sorted.
  public static var names: [String] { files.map(\.id) }

  /// All kits, by name.
  public static func all() throws(PipelineError) -> [Kit] {
    var kits: [Kit] = []
    for file in files { kits.append(try decode(file)) }
    return kits
  }

  /// The kit of a name.
  ///
  /// - Throws: 78 with the nearest name when there is none.
  public static func kit(_ id: String, at place: String) throws(PipelineError) -> Kit {
    guard let file = files.first(where: { $0.id == id }) else {
      let meant = NearMiss.of(id, among: names).map { "Did you mean '\($0)'? " } ?? ""
      throw PipelineError(
        .badSettings, at: place, found: "the unknown kit '\(id)'",
        expected: "one of \(names.joined(separator: ", "))",
        remedy: meant + "`clonova kits` lists what there is")
    }
    return try decode(file)
  }

  /// A line a kit under a head, in columns.
  public static func listing() throws(PipelineError) -> [String] {
    let rows =
      [["kit", "material", "loci", "umi", "title"]]
      + (try all()).map { kit in
        let isAll = kit.loci.count == Locus.allCases.count
        let loci = isAll ? "all" : kit.loci.map(\.rawValue).joined(separator: ",")
        return [kit.id, kit.material.rawValue, loci, kit.umiPlace.rawValue, kit.title]
      }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, width) in widths.enumerated() {
        line += row[column] + String(repeating: " ", count: width - row[column].count + 2)
      }
      return line + row[4]
    }
  }

  private static func decode(_ file: (id: String, bytes: [UInt8])) throws(PipelineError) -> Kit {
    try KitDecoding.kit(
      text: String(decoding: file.bytes, as: UTF8.self), file: file.id + ".yaml")
  }
}
