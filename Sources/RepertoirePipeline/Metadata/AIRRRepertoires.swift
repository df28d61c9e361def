internal import Germline
internal import Repertoires
internal import Sequences

/// The repertoire metadata of a study, as the AIRR Data Model has it (schema 2.0; Vander Heiden et
/// al., Frontiers in Immunology 2018).
///
/// Keys that the schema requires are there also where nothing is known: null, or its empty list.
struct AIRRRepertoires {
  let species: Species
  let loci: [Locus]
  /// The digest of the germline that reads were compared with; nil where none is known.
  let germline: String?

  /// Samples as YAML, each with the path of its table from the results folder on.
  func yaml(of members: [(member: StudySample, table: String)]) -> String {
    var text = YAMLText()
    text.open("Info")
    text.add("title", "Repertoires of a study analyzed by Clonova")
    text.add("version", "2.0")
    text.close()
    text.openList("Repertoire")
    for (member, table) in members { add(member, table: table, to: &text) }
    return text.text
  }

  private func add(_ member: StudySample, table file: String, to text: inout YAMLText) {
    let sample = member.sample
    text.openItem()
    text.add("repertoire_id", sample.id)
    addStudy(to: &text)
    addSubject(of: sample, to: &text)
    text.openList("sample")
    text.openItem()
    addSample(member, to: &text)
    text.close()
    text.close()
    text.openList("data_processing")
    text.openItem()
    text.add("data_processing_id", nil)
    text.add("primary_annotation", true)
    text.add("software_versions", "Clonova \(Version.program)")
    for key in [
      "paired_reads_assembly", "quality_thresholds", "primer_match_cutoffs", "collapsing_method",
      "data_processing_protocols",
    ] {
      text.add(key, nil)
    }
    text.addList("data_processing_files", [file])
    text.add("germline_database", germline.map { "\(species.rawValue), reference \($0)" })
    text.close()
    text.close()
    text.close()
  }

  private func addStudy(to text: inout YAMLText) {
    text.open("study")
    for key in ["study_id", "study_title"] { text.add(key, nil) }
    text.addTerm("study_type", id: nil, label: nil)
    for key in [
      "study_description", "inclusion_exclusion_criteria", "grants", "collected_by", "lab_name",
      "lab_address", "submitted_by", "pub_ids", "study_contact",
    ] {
      text.add(key, nil)
    }
    text.addList("contributors", [])
    text.addList("keywords_study", ["contains_tr"])
    text.close()
  }

  private func addSubject(of sample: Sample, to text: inout YAMLText) {
    text.open("subject")
    text.add("subject_id", sample.patientID)
    text.add("synthetic", false)
    let isHuman = species == .human
    text.addTerm(
      "species", id: isHuman ? "NCBITAXON:9606" : "NCBITAXON:10090",
      label: species.latinName)
    text.add("sex", nil)
    for key in [
      "age", "age_event", "ancestry_population", "ethnicity", "race", "strain_name",
      "linked_subjects",
      "link_type",
    ] {
      text.add(key, nil)
    }
    text.openList("diagnosis")
    text.openItem()
    text.add("study_group_description", nil)
    text.addTerm("disease_diagnosis", id: nil, label: nil)
    for key in [
      "disease_length", "disease_stage", "prior_therapies", "immunogen", "intervention",
      "medical_history",
    ] {
      text.add(key, nil)
    }
    text.close()
    text.close()
    text.close()
  }

  private func addSample(_ member: StudySample, to text: inout YAMLText) {
    let sample = member.sample
    text.add("sample_processing_id", nil)
    text.add("sample_id", sample.id)
    text.add("sample_type", nil)
    switch sample.tissue {
    case .blood: text.addTerm("tissue", id: "UBERON:0000178", label: "blood")
    case .tumor, .product, .other: text.addTerm("tissue", id: nil, label: nil)
    }
    text.add("anatomic_site", nil)
    text.add("disease_state_sample", sample.tissue == .tumor ? "Tumor" : nil)
    text.open("collection_time_point_relative")
    text.add("time_label", "first infusion")
    text.add("time_value", number: sample.day)
    text.addTerm("time_unit", id: "UO:0000033", label: "day")
    text.close()
    text.add("biomaterial_provider", nil)
    text.add("tissue_processing", nil)
    text.addTerm("cell_subset", id: nil, label: sample.cellSubset)
    text.add("cell_phenotype", nil)
    text.addTerm("cell_species", id: nil, label: nil)
    text.add("single_cell", false)
    text.add("cell_number", number: sample.cellsInput.map { $0.rounded() })
    for key in [
      "cells_per_reaction", "cell_storage", "cell_quality", "cell_isolation",
      "cell_processing_protocol",
    ] {
      text.add(key, nil)
    }
    addLibrary(member, to: &text)
  }

  private func addLibrary(_ member: StudySample, to text: inout YAMLText) {
    let kit = member.sample.kit.flatMap { try? KitLibrary.kit($0, at: "kit") }
    text.add("template_class", kit?.material == .rna ? "RNA" : "DNA")
    text.add("template_quality", nil)
    if let amount = member.sample.dnaNanograms {
      text.open("template_amount")
      text.add("physical_quantity", number: amount)
      text.addTerm("physical_unit", id: "UO:0000024", label: "nanogram")
      text.close()
    } else {
      text.add("template_amount", nil)
    }
    text.add("library_generation_method", "other")
    text.add("library_generation_protocol", nil)
    text.add("library_generation_kit_version", member.sample.kit)
    text.openList("pcr_target")
    for locus in loci.sorted() {
      text.openItem()
      text.add("pcr_target_locus", locus.rawValue)
      for key in ["forward_pcr_primer_target_location", "reverse_pcr_primer_target_location"] {
        text.add(key, nil)
      }
      text.close()
    }
    text.close()
    text.add("complete_sequences", "partial")
    text.add("physical_linkage", "none")
    for key in [
      "sequencing_run_id", "total_reads_passing_qc_filter", "sequencing_platform",
      "sequencing_facility", "sequencing_run_date", "sequencing_kit",
    ] {
      text.add(key, nil)
    }
    text.open("sequencing_files")
    text.add("sequencing_data_id", nil)
    guard case .reads(let r1, let r2) = member.input else {
      for key in Self.fileKeys { text.add(key, nil) }
      text.close()
      return
    }
    // The schema has room for one file a mate; further lanes stand in run.json.
    text.add("file_type", "fastq")
    text.add("filename", r1.first.map(Self.name))
    text.add("read_direction", r2.isEmpty ? "mixed" : "forward")
    text.add("read_length", nil)
    text.add("paired_filename", r2.first.map(Self.name))
    text.add("paired_read_direction", r2.isEmpty ? nil : "reverse")
    text.add("paired_read_length", nil)
    text.add("index_filename", nil)
    text.add("index_length", nil)
    text.close()
  }

  /// The last name of a path: folders differ from machine to machine.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map { String($0) } ?? path
  }

  private static let fileKeys = [
    "file_type", "filename", "read_direction", "read_length", "paired_filename",
    "paired_read_direction", "paired_read_length", "index_filename", "index_length",
  ]
}
