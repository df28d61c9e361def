internal import RepertoireReports
internal import RepertoireTables
internal import SequenceIO

/// Reads what the tables tell of samples.
extension ReportStep {
  mutating func readSamples() throws {
    var table = try ReportTable(
      "sample_metrics.tsv", of: folder,
      columns: [.patientID, .sampleID, .locus, .cellSubset, .tissue, .day, .total])
    while try table.advance() {
      let group = Group(table)
      let name = table.text(.sampleID)
      var sample = ReportSample(
        sampleID: name, tissue: CloneTimeline.Tissue(rawValue: table.text(.tissue)) ?? .other,
        day: table.real(.day))
      sample.total = table.integer(.total)
      sample.clones = table.integer(.clonesInSample)
      sample.detectionLimit = table.real(.sampleLOD95)
      sample.coverage = table.real(.coverage)
      sample.clonality = table.real(.clonality)
      sample.notes = table.text(.note).split(separator: ";").map {
        String($0).replacing("_", with: " ")
      }
      sample.hill1 = table.real(.hill1)
      sample.rarefiedClones = table.real(.rarefiedClones)
      sample.productShare = table.real(.productShare)
      sample.productClonesSeen = Int(table.text(.productClonesSeen))
      effectiveCells[group, default: [:]][name] = table.real(.effectiveCells)
      samplePlaces[group, default: [:]][name] = samples[group]?.count ?? 0
      samples[group, default: []].append(sample)
    }
    try readProducts()
  }

  private mutating func readProducts() throws {
    var table = try ReportTable(
      "persistence.tsv", of: folder, columns: [.patientID, .locus, .cellSubset, .productClones])
    while try table.advance() {
      let group = Group(table)
      let clones = max(table.integer(.productClones), patients[group]?.productClones ?? 0)
      patients[group]?.productClones = clones
    }
  }

  /// Subsamples, lengths and genes, where the folder has these tables.
  mutating func readProfiles() throws {
    try readProfile("rarefaction.tsv") { table, sample in
      guard let depth = table.real("depth"), let clones = table.real("clones_mean") else { return }
      sample.subsamples.append(
        ReportSample.Subsample(
          depth: depth, clones: clones, low: table.real("clones_lo"),
          high: table.real("clones_hi")))
    }
    try readProfile("spectratype.tsv") { table, sample in
      guard let bases = Int(table.text("length_nt")), let share = table.real("length_f") else {
        return
      }
      sample.lengths.append(ReportSample.LengthShare(bases: bases, share: share))
    }
    try readProfile("gene_usage.tsv") { table, sample in
      guard let share = table.real("gene_f") else { return }
      let gene = ReportSample.Share(name: table.text("gene"), share: share)
      switch table.text("segment").uppercased() {
      case "V": sample.vGenes.append(gene)
      case "J": sample.jGenes.append(gene)
      default: break
      }
    }
    for (group, own) in samples {
      for place in own.indices {
        samples[group]?[place].subsamples.sort { $0.depth < $1.depth }
        samples[group]?[place].lengths.sort { $0.bases < $1.bases }
      }
    }
  }

  private mutating func readProfile(
    _ file: String, add: (borrowing ReportTable, inout ReportSample) -> Void
  ) throws {
    var table = try ReportTable(
      file, of: folder, columns: [.patientID, .sampleID, .locus, .cellSubset])
    while try table.advance() {
      let group = Group(table)
      guard let place = samplePlaces[group]?[table.text(.sampleID)],
        var sample = samples[group]?[place]
      else { continue }
      add(table, &sample)
      samples[group]?[place] = sample
    }
  }
}
