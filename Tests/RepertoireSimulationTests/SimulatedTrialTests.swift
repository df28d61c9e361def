import Germline
import RepertoireSimulation
import SequenceIO
import Sequences
import Testing

struct SimulatedTrialTests {
  @Test("one seed gives the same bytes, another seed others")
  func seeds() throws {
    let first = try TrialFiles(TrialFiles.design(seed: 1))
    let again = try TrialFiles(TrialFiles.design(seed: 1))
    let other = try TrialFiles(TrialFiles.design(seed: 2))
    let files = try first.files()
    #expect(files.count == 15 + 3)
    #expect(try again.files() == files)
    let others = try other.files()
    #expect(others.keys.sorted() == files.keys.sorted())
    for (name, bytes) in files where name != "samples.tsv" {
      #expect(others[name] != bytes, "\(name)")
    }
  }

  @Test("the sheet names files that hold as many reads as the truth counts")
  func readsAreCounted() throws {
    let files = try TrialFiles(TrialFiles.design(seed: 3))
    let truth = try files.table("truth_samples.tsv")
    let sheet = try files.table("samples.tsv")
    #expect(sheet.map { $0["sample_id"] } == files.trial.libraries.map(\.sampleID))
    for (row, library) in zip(sheet, files.trial.libraries) {
      let reads = try files.reads(row["r1"] ?? "")
      let rows = truth.filter { $0["sample_id"] == row["sample_id"] }
      #expect(reads.count == library.reads)
      #expect(rows.reduce(0) { $0 + (Int($1["reads"] ?? "") ?? 0) } == reads.count)
      let cells = rows.filter { $0["planted"] != "passenger" }
      #expect(
        cells.reduce(0) { $0 + (Int($1["cells"] ?? "") ?? 0) } == Int(row["cells_input"] ?? ""))
      #expect(row["kit"] == "generic-amplicon" && row["r2"] == "")
      #expect(reads.allSatisfy { $0.name.hasPrefix(library.sampleID + ":") })
      #expect(Set(reads.map(\.name)).count == reads.count)
    }
  }

  @Test("without errors, the reads that hold a junction are those of the truth")
  func junctionsAreInTheReads() throws {
    var design = TrialFiles.design(seed: 4)
    design.patients = [design.patients[1]]
    design.quality = .perfect
    design.pcr = .perfect
    let files = try TrialFiles(design)
    let truth = try files.table("truth_samples.tsv")
    let sample = try #require(files.trial.libraries.last?.sampleID)
    let reads = try files.reads("fastq/\(sample).fastq.gz").map(\.sequence)
    let rows = truth.filter { $0["sample_id"] == sample }
    #expect(rows.contains { $0["planted"] == "passenger" })
    for row in rows {
      let junction = row["junction"] ?? ""
      let codes = Nucleotide.reverseComplement(ofCodes: Nucleotide.codes(of: junction.utf8))
      let reverse = Nucleotide.text(ofCodes: codes)
      let holding = reads.count { $0.contains(junction) || $0.contains(reverse) }
      #expect(holding == Int(row["reads"] ?? ""), "\(junction)")
    }
  }

  @Test("planted clones follow their class in blood and biopsies")
  func classes() throws {
    let files = try TrialFiles(TrialFiles.design(seed: 5))
    let truth = try files.table("truth.tsv")
    let rows = try files.table("truth_samples.tsv")
    let days = Dictionary(
      uniqueKeysWithValues: try files.table("samples.tsv").map {
        ($0["sample_id"] ?? "", (tissue: $0["tissue"] ?? "", day: Int($0["day"] ?? "") ?? 0))
      })
    for (planted, count) in files.design.planted {
      let clones = truth.filter { $0["planted"] == planted.rawValue }
      #expect(clones.count == 2 * count, "\(planted)")
      for clone in clones {
        let frequencies = rows.filter {
          $0["patient_id"] == clone["patient_id"] && $0["junction"] == clone["junction"]
        }.compactMap { row in
          days[row["sample_id"] ?? ""].map { ($0, Double(row["expected_frequency"] ?? "") ?? -1) }
        }
        #expect(frequencies.count == (clone["patient_id"] == "A" ? 8 : 7))
        func values(_ tissue: String, _ isPost: Bool) -> [Double] {
          frequencies.filter { $0.0.tissue == tissue && ($0.0.day > 0) == isPost }.map(\.1)
        }
        let before = values("blood", false)
        let after = values("blood", true)
        let high = after.count { $0 >= 0.6 * 0.005 }
        let biopsies = (before: values("tumor", false), after: values("tumor", true))
        switch planted {
        case .tumorHoming, .newlyExpanded:
          #expect(before.allSatisfy { $0 <= 5e-6 } && high >= 2)
          #expect(biopsies.before == [0])
          #expect(biopsies.after.allSatisfy { ($0 >= 0.008) == (planted == .tumorHoming) })
        case .transient:
          #expect(before.allSatisfy { $0 == 0 } && high == 1)
          #expect(after.count { $0 == 0 } == 2)
        case .stableInTumor:
          #expect((before + after).allSatisfy { $0 > 0.005 })
          #expect((biopsies.before + biopsies.after).allSatisfy { $0 > 0.005 })
        case .tumorResident:
          #expect((before + after).allSatisfy { $0 > 0 && $0 < 0.005 })
          #expect((biopsies.before + biopsies.after).allSatisfy { $0 > 0.01 })
        case .contracted:
          #expect(before.allSatisfy { $0 >= 0.005 } && after.allSatisfy { $0 < 0.001 })
        case .background: break
        }
      }
    }
  }

  @Test("junctions of a patient are distinct, calls are of the locus, a sixth is not productive")
  func truthRows() throws {
    let files = try TrialFiles(TrialFiles.design(seed: 6))
    let truth = try files.table("truth.tsv")
    #expect(Set(truth.map { [$0["patient_id"], $0["junction"]] }).count == truth.count)
    for row in truth {
      #expect(row["v_call"]?.hasPrefix("TRBV") == true && row["j_call"]?.hasPrefix("TRBJ") == true)
      #expect((row["productive"] == "F") == (row["planted"] == "passenger"))
    }
    let reads = try files.table("truth_samples.tsv").reduce(into: [0, 0]) { sums, row in
      sums[row["planted"] == "passenger" ? 1 : 0] += Int(row["reads"] ?? "") ?? 0
    }
    let share = Double(reads[1]) / Double(reads[0] + reads[1])
    #expect(share > 0.13 && share < 0.22)
  }

  @Test("an existing folder is left alone unless it may be replaced")
  func existingFolder() throws {
    let files = try TrialFiles(TrialFiles.design(seed: 7))
    let before = try files.files()
    let path = files.folder + "/trial"
    let error = #expect(throws: SequenceIOError.self) {
      try SimulatedTrial.write(design: TrialFiles.design(seed: 8), to: path)
    }
    #expect(error?.reason == .outputExists)
    #expect(try files.files() == before)
    try SimulatedTrial.write(design: TrialFiles.design(seed: 8), to: path, mayReplace: true)
    #expect(try files.files() != before)
  }

  @Test("mouse, pairs and other loci are written alike, with progress for each library")
  func otherDesigns() throws {
    var design = TrialFiles.design(seed: 9)
    design.species = .mouse
    design.loci = [.tra, .trg]
    design.layout = .paired(readLength: 80, fragmentLength: 200)
    design.patients = [
      PatientDesign(
        id: "M", bloodDays: [0, 7], biopsyDays: [7], cellsPerBlood: 60, cellsPerBiopsy: 30,
        readsPerCell: 2)
    ]
    design.backgroundClones = 100
    let files = try TrialFiles(design)
    var told: [SimulatedTrial.Progress] = []
    let trial = try SimulatedTrial.write(design: design, to: files.folder + "/again") {
      told.append($0)
    }
    #expect(trial.libraries == files.trial.libraries)
    #expect(told.map(\.sampleID) == ["M-blood-d0", "M-blood-d7", "M-tumor-d7"])
    #expect(told.map(\.done) == [1, 2, 3] && told.allSatisfy { $0.total == 3 })
    let sheet = try files.table("samples.tsv")
    let first = try files.reads(sheet[0]["r1"] ?? "")
    let second = try files.reads(sheet[0]["r2"] ?? "")
    #expect(first.count == 240 && second.count == 240)
    #expect(first.allSatisfy { $0.sequence.count == 80 })
    #expect(Set(try files.table("truth.tsv").map { $0["locus"] }) == ["TRA", "TRG"])
  }

  @Test(
    "the demo has two to three patients, two baselines or one, three post bloods, three biopsies")
  func demo() {
    let design = TrialDesign.demo(seed: 1)
    #expect(design.patients.count == 3 && design.loci == [.trb])
    let baselines = design.patients.map { patient in
      patient.samples.count { $0.site == .blood && !$0.isPost }
    }
    #expect(baselines == [2, 1, 1])
    for patient in design.patients {
      #expect(patient.samples.count { $0.site == .blood && $0.isPost } == 3)
      #expect(patient.samples.count { $0.site == .tumor && $0.isPost } == 2)
      #expect(patient.samples.count { $0.site == .tumor && !$0.isPost } == 1)
    }
    let reads = design.patients.flatMap(\.samples).reduce(0) { $0 + $1.cells * $1.readsPerCell }
    #expect(reads <= 1_500_000)
  }

  @Test("more patients or bloods leave those of the demo as they are")
  func largeDemo() {
    let demo = TrialDesign.demo(seed: 1)
    let wide = TrialDesign.demo(seed: 1, patients: 12)
    #expect(Array(wide.patients.prefix(3)) == demo.patients)
    #expect(Set(wide.patients.map(\.id)).count == 12 && wide.patients[11].id == "P12")
    let deep = TrialDesign.demo(seed: 1, patients: 6, libraries: 10)
    #expect(deep.patients.allSatisfy { $0.samples.count == 10 })
    let ids = deep.patients.flatMap { $0.samples.map(\.id) }
    #expect(Set(ids).count == 60 && ids.contains("P06-blood-d112"))
    for (patient, usual) in zip(deep.patients, demo.patients) {
      #expect(usual.samples.allSatisfy(patient.samples.contains))
      #expect(patient.samples.allSatisfy { $0.site == .blood || $0.day <= 49 })
    }
  }
}
