internal import Germline

/// The alleles of an AIRR-C germline set file: `GermlineSet` of the AIRR schema, 1.4 or later.
struct AIRRGermlineSet {
  /// An allele description: a record to place, or the reason why it cannot be read.
  enum Entry {
    case record(GermlineRecord)
    case unreadable(GermlineFinding.Reason, record: Int, name: String)
  }

  /// All descriptions of all sets of the file, in order.
  let entries: [Entry]

  /// Reads the bytes of a file; `path` names it in errors.
  init(reading bytes: [UInt8], path: String) throws(PipelineError) {
    let value: JSONValue
    do {
      value = try JSONValue(reading: bytes)
    } catch {
      throw Self.fault(path, "no valid JSON")
    }
    // A file holds a list of sets, one set, or the fields of one set without a name around them.
    guard let sets = (value["GermlineSet"] ?? value).elements else {
      throw Self.fault(path, "JSON without a GermlineSet")
    }
    var alleles: [(of: JSONValue, description: JSONValue)] = []
    for set in sets {
      guard let descriptions = set["allele_descriptions"]?.elements else {
        throw Self.fault(path, "a GermlineSet without allele_descriptions")
      }
      alleles += descriptions.map { (set, $0) }
    }
    func entries(_ convention: FrameConvention) -> [Entry] {
      alleles.enumerated().map { number, allele in
        Self.entry(allele.description, of: allele.of, number: number + 1, convention)
      }
    }
    let ofSchema = entries(.codonPosition)
    self.entries = Self.saysFirstWholeCodon(ofSchema) ? entries(.firstWholeCodon) : ofSchema
  }

  /// How a writer counts `j_codon_frame`; 1 is the same in both.
  enum FrameConvention {
    /// As the schema says: the position of the first base in its codon.
    case codonPosition
    /// As OGRDB's tools write it: the first base of the first whole codon, 1-based.
    case firstWholeCodon

    /// The offset of the first whole codon.
    func offset(of frame: Int) -> Int {
      switch self {
      case .codonPosition: (4 - frame) % 3
      case .firstWholeCodon: frame - 1
      }
    }
  }

  /// Whether most J that tell, by what they encode, have the other frame than read by the schema.
  private static func saysFirstWholeCodon(_ entries: [Entry]) -> Bool {
    var (ofSchema, others) = (0, 0)
    for case .record(let record) in entries where record.region?.uppercased() == "J" {
      guard let frame = record.frame, frame != 0, let motif = record.frameOfMotif else { continue }
      if motif == frame { ofSchema += 1 } else if motif != 0 { others += 1 }
    }
    return others > ofSchema
  }

  private static func fault(_ path: String, _ found: String) -> PipelineError {
    PipelineError(
      .badData, at: path, found: found,
      expected: "an AIRR-C GermlineSet with allele_descriptions (AIRR schema 1.4 or later)",
      remedy: "Download the set again as AIRR JSON")
  }
}
