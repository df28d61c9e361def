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
    var entries: [Entry] = []
    for set in sets {
      guard let alleles = set["allele_descriptions"]?.elements else {
        throw Self.fault(path, "a GermlineSet without allele_descriptions")
      }
      for allele in alleles {
        entries.append(Self.entry(allele, of: set, number: entries.count + 1))
      }
    }
    self.entries = entries
  }

  private static func fault(_ path: String, _ found: String) -> PipelineError {
    PipelineError(
      .badData, at: path, found: found,
      expected: "an AIRR-C GermlineSet with allele_descriptions (AIRR schema 1.4 or later)",
      remedy: "Download the set again as AIRR JSON")
  }
}
