import Repertoires

extension TableLayout {
  /// Every layout, the order in which formats are tried and listed.
  static let all: [TableLayout] = [
    clonova, airr, decombinator, immunoSEQCamelCase, immunoSEQSnakeCase, immunoSEQ2020,
    immunoSEQReads, mixcr, vdjtools, vdjtoolsLegacy, immunarch, cellRanger, trust4, migec, rtcr,
  ]

  /// MiXCR `exportClones` of versions 1 to 4, one layout since only the spelling of names moved.
  static var mixcr: TableLayout {
    let reads = ["readCount", "cloneCount"]
    let umis = ["uniqueMoleculeCount", "uniqueUMICount", "uniqueTagCountUMI"]
    var layout = TableLayout(
      format: .mixcr,
      signature: [
        reads + umis, ["allVHitsWithScore", "allVHits", "bestVHit", "bestVGene", "vHit", "vGene"],
        ["nSeqCDR3", "N. Seq. CDR3", "nSeqImputedCDR3"],
      ])
    layout.style = .scoredHits
    layout.v.gene = ["allVHitsWithScore", "allVHits", "bestVHit", "bestVGene", "vHit", "vGene"]
    layout.d.gene = ["allDHitsWithScore", "allDHits", "bestDHit", "bestDGene", "dHit", "dGene"]
    layout.j.gene = ["allJHitsWithScore", "allJHits", "bestJHit", "bestJGene", "jHit", "jGene"]
    layout.c.gene = ["allCHitsWithScore", "allCHits", "bestCHit", "bestCGene", "cHit", "cGene"]
    layout.junction = ["nSeqCDR3", "nSeqImputedCDR3"]
    layout.junctionAA = ["aaSeqCDR3", "aaSeqImputedCDR3"]
    layout.counts = [Count(names: umis, unit: .umi), Count(names: reads, unit: .reads)]
    layout.reads = reads
    layout.umis = umis
    return layout
  }

  /// VDJtools.
  static var vdjtools: TableLayout {
    simple(
      .vdjtools, count: "count", v: "v", d: "d", j: "j", junction: "cdr3nt", aminoAcids: "cdr3aa",
      frequency: "freq")
  }

  /// The first columns of VDJtools.
  static var vdjtoolsLegacy: TableLayout {
    simple(
      .vdjtoolsLegacy, count: "Seq. Count", v: "V segments", d: "D segment", j: "J segments",
      junction: "N Sequence", aminoAcids: "AA Sequence", frequency: "Percent")
  }

  /// immunarch `repSave`.
  static var immunarch: TableLayout {
    simple(
      .immunarch, count: "Clones", v: "V.name", d: "D.name", j: "J.name", junction: "CDR3.nt",
      aminoAcids: "CDR3.aa", frequency: "Proportion")
  }

  /// MIGEC `CdrBlast`: `Count` is of molecules.
  static var migec: TableLayout {
    var layout = simple(
      .migec, count: "Count", v: "V segments", d: "D segments", j: "J segments",
      junction: "CDR3 nucleotide sequence", aminoAcids: "CDR3 amino acid sequence",
      frequency: "Good events")
    layout.counts = [Count(names: ["Count"], unit: .umi)]
    layout.reads = ["Good reads"]
    return layout
  }

  /// RTCR.
  static var rtcr: TableLayout {
    simple(
      .rtcr, count: "Number of reads", v: "V gene", d: "D gene", j: "J gene",
      junction: "Junction nucleotide sequence", aminoAcids: "Amino acid sequence",
      frequency: "Frame")
  }

  /// TRUST4 report; `cid` is its contig.
  static var trust4: TableLayout {
    var layout = simple(
      .trust4, count: "count", v: "V", d: "D", j: "J", junction: "CDR3nt", aminoAcids: "CDR3aa",
      frequency: "cid")
    layout.c.gene = ["C"]
    return layout
  }

  /// Cell Ranger contig annotations: one row a contig, each the receptor chain of one cell.
  static var cellRanger: TableLayout {
    var layout = TableLayout(
      format: .cellRanger,
      signature: [["barcode"], ["contig_id"], ["v_gene"], ["cdr3_nt", "cdr3"], ["umis"]])
    layout.v.gene = ["v_gene"]
    layout.d.gene = ["d_gene"]
    layout.j.gene = ["j_gene"]
    layout.c.gene = ["c_gene"]
    layout.locus = ["chain"]
    layout.junction = ["cdr3_nt"]
    layout.junctionAA = ["cdr3"]
    layout.productive = ["productive"]
    layout.isCell = ["is_cell"]
    layout.cellID = ["barcode"]
    layout.reads = ["reads"]
    layout.umis = ["umis"]
    return layout
  }

  /// A table with one column each; the signature is all of them but D.
  private static func simple(
    _ format: TableFormat, count: String, v: String, d: String, j: String, junction: String,
    aminoAcids: String, frequency: String
  ) -> TableLayout {
    var layout = TableLayout(
      format: format, signature: [[count], [v], [j], [junction], [aminoAcids], [frequency]])
    layout.v.gene = [v]
    layout.d.gene = [d]
    layout.j.gene = [j]
    layout.junction = [junction]
    layout.junctionAA = [aminoAcids]
    layout.counts = [Count(names: [count], unit: .reads)]
    layout.reads = format == .migec ? [] : [count]
    // Other tools give fractions of more than the table holds, or write parts of tables.
    if format == .vdjtools || format == .vdjtoolsLegacy { layout.frequency = [frequency] }
    return layout
  }
}
