public import SequenceIO

/// Gathers the alleles of germline files for one species, with a finding for each record that is
/// left out or unusual.
///
/// Of records with one name the first is used. Records in = alleles + findings that are not kept.
public struct GermlineImport: Sendable {
  /// The species asked for; records of others are left out.
  public let species: Species

  /// The alleles so far, in the order of their records.
  public private(set) var alleles: [Allele] = []

  /// What is to be said, in the order of the records.
  public private(set) var findings: [GermlineFinding] = []

  /// How many records were added.
  public private(set) var recordCount = 0

  private var origins: [String: (path: String, record: Int, allele: Int)] = [:]

  /// Starts without alleles.
  public init(species: Species) { self.species = species }

  /// Places one record of the file at `path`.
  public mutating func add(_ record: GermlineRecord, of path: String) {
    recordCount += 1
    do throws(GermlineFinding.Reason) {
      let placed = try AllelePlacement(record, species: species)
      let name = placed.allele.name
      if let first = origins[name] {
        throw .duplicateName(
          path: first.path, record: first.record,
          hasSameSequence: alleles[first.allele].codes == placed.allele.codes)
      }
      guard alleles.count <= Int(UInt16.max) else {
        throw .malformedField(field: "record", expected: "at most 65,536 alleles")
      }
      origins[name] = (path, record.number, alleles.count)
      alleles.append(placed.allele)
      findings += placed.remarks.map {
        GermlineFinding(path: path, record: record.number, name: record.name, reason: $0)
      }
    } catch {
      findings.append(
        GermlineFinding(path: path, record: record.number, name: record.name, reason: error))
    }
  }

  /// Counts a record that could not even be read as one.
  public mutating func add(
    unreadable reason: GermlineFinding.Reason, record: Int, name: String, of path: String
  ) {
    recordCount += 1
    findings.append(GermlineFinding(path: path, record: record, name: name, reason: reason))
  }

  /// Adds all records of a FASTA file: gapped or not, wrapped or not, LF or CRLF, plain or gzip.
  ///
  /// Throws what `FASTAReader` throws; what was added before stays.
  public mutating func addFASTA(path: String) throws(SequenceIOError) {
    var reader = try FASTAReader(path: path)
    var number = 0
    while let record = try reader.next() {
      number += 1
      add(GermlineRecord(record, number: number), of: path)
    }
  }

  /// The findings of records that gave no allele.
  public var leftOut: [GermlineFinding] { findings.filter { !$0.isKept } }

  /// The reference of all alleles.
  public func reference() -> GermlineReference {
    GermlineReference(species: species, alleles: alleles)
  }
}
