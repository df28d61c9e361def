import RepertoireTables
import Repertoires
import SequenceIO

/// Every reader of tables: clonotypes of all origins, specificities, and the validator of AIRR.
enum TableTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    InputFile.shared.fill(bytes)
    let path = InputFile.shared.path
    let sample = Sample(id: "s", patientID: "p", tissue: .blood, day: 0)
    for keeps in [false, true] {
      var options = RepertoireReader.Options()
      options.keepsReads = keeps
      options.keepsAnnotations = keeps
      do throws(TableError) {
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
    do throws(SequenceIOError) {
      _ = try SpecificityReader.read(path: path)
    } catch {
      precondition(!error.message.isEmpty, "a fault without a message")
    }
    do throws(SequenceIOError) {
      for finding in try RearrangementValidation(path: path).sorted {
        precondition(!finding.message.isEmpty && finding.count > 0, "a finding without words")
      }
    } catch {
      precondition(!error.message.isEmpty, "a fault without a message")
    }
  }
}
