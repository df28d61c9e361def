import Repertoires

extension TableLayout {
  /// immunoSEQ "Export sample v2".
  static var immunoSEQCamelCase: TableLayout {
    var layout = TableLayout(
      format: .immunoSEQCamelCase,
      signature: [
        ["nucleotide"], ["aminoAcid"],
        ["count (templates/reads)", "count (templates)", "count (reads)", "count"],
        ["vMaxResolved", "vGeneName"], ["sequenceStatus"],
      ])
    layout.v = camelCaseGene("v")
    layout.d = camelCaseGene("d")
    layout.j = camelCaseGene("j")
    layout.read = ["nucleotide"]
    layout.junctionStart = ["vIndex"]
    layout.junctionLength = ["cdr3Length"]
    layout.junctionAA = ["aminoAcid"]
    layout.frame = ["sequenceStatus"]
    layout.counts = [
      Count(names: ["estimatedNumberGenomes"], unit: .templates),
      Count(names: ["count (templates)"], unit: .templates),
      Count(names: ["count (templates/reads)", "count (reads)", "count"], unit: .reads),
    ]
    layout.reads = ["count (templates/reads)", "count (reads)", "count"]
    return layout
  }

  /// immunoSEQ "Export sample".
  static var immunoSEQSnakeCase: TableLayout {
    var layout = snakeCase(.immunoSEQSnakeCase)
    layout.junctionStart = ["v_index"]
    return layout
  }

  /// immunoSEQ exports since 2020.
  static var immunoSEQ2020: TableLayout {
    var layout = snakeCase(.immunoSEQ2020, signature: [["bio_identity"]])
    layout.junctionStart = ["v_index", "cdr3_start_index"]
    return layout
  }

  /// Reads and counts without anything else, the remains of an immunoSEQ export.
  static var immunoSEQReads: TableLayout {
    var layout = TableLayout(
      format: .immunoSEQReads,
      signature: [["nucleotide"], ["count (templates/reads)"], ["frequencyCount (%)"]])
    layout.read = ["nucleotide"]
    layout.counts = [Count(names: ["count (templates/reads)"], unit: .reads)]
    return layout
  }

  private static func snakeCase(
    _ format: TableFormat, signature: [[String]] = []
  ) -> TableLayout {
    var layout = TableLayout(
      format: format,
      signature: [
        ["rearrangement"], ["amino_acid"], ["frame_type"], ["templates", "reads", "seq_reads"],
        ["v_gene", "chosen_v_gene", "v_resolved"],
      ] + signature)
    layout.v = snakeCaseGene("v")
    layout.d = snakeCaseGene("d")
    layout.j = snakeCaseGene("j")
    layout.locus = ["locus"]
    layout.read = ["rearrangement"]
    layout.junctionLength = ["cdr3_length"]
    layout.junctionAA = ["amino_acid"]
    layout.frame = ["frame_type"]
    layout.counts = [
      Count(names: ["templates"], unit: .templates), Count(names: ["reads"], unit: .reads),
      Count(names: ["seq_reads"], unit: .reads),
    ]
    layout.reads = ["reads", "seq_reads"]
    return layout
  }

  private static func camelCaseGene(_ segment: String) -> Gene {
    Gene(
      gene: [segment + "GeneName"], allele: [segment + "GeneAllele"],
      ties: [segment + "GeneNameTies"], family: [segment + "FamilyName"],
      familyTies: [segment + "FamilyTies"])
  }

  private static func snakeCaseGene(_ segment: String) -> Gene {
    Gene(
      gene: [segment + "_gene", "chosen_\(segment)_gene", segment + "_resolved"],
      allele: [segment + "_allele", "chosen_\(segment)_allele"], ties: [segment + "_gene_ties"],
      family: [segment + "_family", "chosen_\(segment)_family"],
      familyTies: [segment + "_family_ties"])
  }
}
