import RepertoirePipeline

/// Sample sheets, tab- or comma-separated, as `clonova run` and `clonova check` read them.
enum SheetTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    InputFile.shared.fill(bytes)
    do throws(PipelineError) {
      let sheet = try SampleSheet(path: InputFile.shared.path)
      precondition(!sheet.samples.isEmpty, "a sheet without samples is a fault")
      let folders = Set(sheet.samples.map(\.folderName))
      precondition(folders.count == sheet.samples.count, "two samples share a folder")
      for folder in folders {
        let isName = !folder.isEmpty && folder.utf8.count <= 120 && folder.first != "."
        precondition(isName && !folder.contains("/"), "a folder that is no plain name")
      }
    } catch {
      precondition(error.status == .badSettings, "a sheet has faults of its own")
      for fault in error.faults {
        let hasControl = fault.message.unicodeScalars.contains {
          $0.properties.generalCategory == .control
        }
        precondition(!hasControl, "a control character in a message")
      }
    }
  }
}
