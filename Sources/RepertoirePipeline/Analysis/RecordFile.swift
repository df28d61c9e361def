internal import ClonotypeAssembly
internal import Glibc
internal import SequenceIO
internal import Synchronization

/// Molecule records in a file without a name, which goes with the last value that knows it.
final class RecordFile: Sendable {
  private static let stride = MemoryLayout<MoleculeRecord>.stride
  /// Records that are read or written at once: some 300 kilobytes.
  private static let batch = 4096
  private static let serial = Atomic<Int>(0)

  private let descriptor: Int32
  private let path: String

  /// Makes the file in a folder and takes its name away.
  private init(folder: String) throws(SequenceIOError) {
    let number = Self.serial.wrappingAdd(1, ordering: .relaxed).newValue
    path = "\(folder)/\(AtomicOutput.temporaryPrefix)\(getpid())-\(number)-molecules"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.error(path, errno) }
    unsafe unlink(path)
  }

  deinit { close(descriptor) }

  private static func error(_ path: String, _ code: Int32) -> SequenceIOError {
    SequenceIOError(
      code == ENOSPC || code == EDQUOT ? .diskFull : .writeFailed(errno: code),
      at: InputLocation(path: path))
  }

  /// Appends records to a new file.
  struct Writer {
    private let file: RecordFile
    private var records: [MoleculeRecord] = []

    /// Makes the file; throws `diskFull` or `writeFailed`, as every other call.
    init(folder: String) throws(SequenceIOError) {
      file = try RecordFile(folder: folder)
      records.reserveCapacity(batch)
    }

    mutating func append(_ record: MoleculeRecord) throws(SequenceIOError) {
      records.append(record)
      if records.count == batch { try flush() }
    }

    /// The whole file.
    mutating func finish() throws(SequenceIOError) -> RecordFile {
      try flush()
      return file
    }

    private mutating func flush() throws(SequenceIOError) {
      let descriptor = file.descriptor
      let failure: Int32? = unsafe records.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
          let count = unsafe write(
            descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done)
          if count < 0 && errno == EINTR { continue }
          if count < 0 { return errno }
          done += count
        }
        return nil
      }
      records.removeAll(keepingCapacity: true)
      if let failure { throw RecordFile.error(file.path, failure) }
    }
  }

  /// Reads a stretch of a file.
  struct Reader {
    private let file: RecordFile
    private var rest: Range<Int>
    private var records: [MoleculeRecord] = []
    private var position = 0

    /// - Parameters:
    ///   - file: What is read.
    ///   - range: The numbers of the records, 0-based.
    init(_ file: RecordFile, _ range: Range<Int>) {
      self.file = file
      rest = range
    }

    /// The next record, nil after the last; throws `readFailed`.
    mutating func next() throws(SequenceIOError) -> MoleculeRecord? {
      // Not with nothing left: the library's empty array is one for all threads, and its initialiser
      // for no elements writes to it, which the thread sanitizer reports.
      if position == records.count, !rest.isEmpty { try fill() }
      guard position < records.count else { return nil }
      position += 1
      return records[position - 1]
    }

    private mutating func fill() throws(SequenceIOError) {
      let descriptor = file.descriptor
      let start = rest.lowerBound * stride
      let most = min(batch, rest.count)
      var failure: Int32 = 0
      var read = 0
      records = unsafe [MoleculeRecord](unsafeUninitializedCapacity: most) { buffer, count in
        let bytes = unsafe UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(rebasing: buffer[..<most]))
        while read < bytes.count {
          let part = unsafe pread(
            descriptor, bytes.baseAddress.map { unsafe $0 + read }, bytes.count - read,
            start + read)
          if part < 0 && errno == EINTR { continue }
          if part < 0 { failure = errno }
          if part <= 0 { break }
          read += part
        }
        count = read / stride
      }
      guard failure == 0, records.count == most else {
        throw SequenceIOError(
          .readFailed(errno: failure == 0 ? EIO : failure), at: InputLocation(path: file.path))
      }
      rest = rest.lowerBound + most..<rest.upperBound
      position = 0
    }
  }
}
