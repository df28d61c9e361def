import RepertoireTables
import Repertoires
import SequenceIO

/// Every reader of tables: clonotypes of all origins, specificities, and the validator of AIRR.
///
/// The first byte chooses one of them.
enum TableTarget {
  /// Readers by the two lowest bits of the first byte.
  private enum Reader: UInt8 {
    case repertoire
    case annotatedRepertoire
    case specificities
    case validation
  }

  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first, let reader = Reader(rawValue: first & 3) else { return }
    InputFile.shared.fill(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    let path = InputFile.shared.path
    switch reader {
    case .repertoire: readRepertoire(path, keepsAll: false)
    case .annotatedRepertoire: readRepertoire(path, keepsAll: true)
    case .specificities: readSpecificities(path)
    case .validation: validate(path)
    }
  }

  private static func readRepertoire(_ path: String, keepsAll: Bool) {
    var options = RepertoireReader.Options()
    options.keepsReads = keepsAll
    options.keepsAnnotations = keepsAll
    do throws(TableError) {
      let sample = Sample(id: "s", patientID: "p", tissue: .blood, day: 0)
      let (repertoire, report) = try RepertoireReader.read(
        path: path, sample: sample, options: options)
      precondition(report.rowsKept <= report.rows, "more rows were kept than read")
      precondition(repertoire.clonotypes.count == report.rowsKept, "rows were miscounted")
      precondition(repertoire.total() >= 0, "counts that do not add up")
      for clonotype in repertoire.clonotypes {
        precondition(clonotype.duplicateCount >= 0, "a negative count")
      }
    } catch {
      precondition(!error.message.isEmpty, "a fault without a message")
    }
  }

  private static func readSpecificities(_ path: String) {
    do throws(SequenceIOError) {
      _ = try SpecificityReader.read(path: path)
    } catch {
      precondition(!error.message.isEmpty, "a fault without a message")
    }
  }

  private static func validate(_ path: String) {
    do throws(SequenceIOError) {
      for finding in try RearrangementValidation(path: path).sorted {
        precondition(!finding.message.isEmpty && finding.count > 0, "a finding without words")
      }
    } catch {
      precondition(!error.message.isEmpty, "a fault without a message")
    }
  }
}
