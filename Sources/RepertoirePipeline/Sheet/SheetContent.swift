/// Tells sheets from the files that are given in their place by mistake.
enum SheetContent {
  /// Sheets are small: 10,000 rows take about a megabyte.
  static let longestInBytes = 64 << 20

  /// What a file is by its first bytes, where it is no text, and how to make a sheet of it.
  private static let kinds: [(start: [UInt8], found: String, remedy: String)] = [
    ([0x1F, 0x8B], "a gzip file", "Unpack it with gunzip, or name the sheet and not the reads"),
    ([0x42, 0x5A, 0x68], "a bzip2 file", "Unpack it with bunzip2"),
    (
      [0x50, 0x4B, 0x03, 0x04], "a workbook or zip archive",
      "In the spreadsheet, save the sheet as text (tab-separated) or CSV"
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook",
      "In the spreadsheet, save the sheet as text (tab-separated) or CSV"
    ),
    ([0xFF, 0xFE], "UTF-16 text", "Save the file as UTF-8"),
    ([0xFE, 0xFF], "UTF-16 text", "Save the file as UTF-8"),
  ]

  /// Reads a sheet whole.
  ///
  /// - Throws: 66 when it cannot be read, 78 with one fault when it is no text at all.
  static func read(_ path: String) throws(PipelineError) -> [UInt8] {
    if let size = FileSize.of(path), size > longestInBytes {
      throw fault(
        path, found: "\(size >> 20) megabytes",
        remedy: "Name the sheet; it lists the files of reads")
    }
    let bytes = try WholeFile.read(path)
    if let kind = kinds.first(where: { bytes.starts(with: $0.start) }) {
      throw fault(path, found: kind.found, remedy: kind.remedy)
    }
    if bytes.prefix(1 << 16).contains(0) {
      throw fault(
        path, found: "a binary file", remedy: "Name the sheet, saved as tab-separated text or CSV")
    }
    return bytes
  }

  private static func fault(_ path: String, found: String, remedy: String) -> PipelineError {
    PipelineError(
      .badSettings, at: path, found: found, expected: "a text file, tab- or comma-separated",
      remedy: remedy)
  }
}
