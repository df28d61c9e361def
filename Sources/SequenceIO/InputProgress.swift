internal import Synchronization

/// How much of the input, compressed as it lies on disk, has been read; shared between threads.
public final class InputProgress: Sendable {
  private let consumed = Atomic<Int>(0)
  private let total = Atomic<Int>(0)
  private let unknown = Atomic<Bool>(false)
  private let unmarked = Mutex<[String]>([])

  /// Creates the progress of an input of no files yet.
  public init() {}

  /// The compressed bytes read so far.
  public var bytesConsumed: Int { consumed.load(ordering: .relaxed) }

  /// The compressed bytes of all regular files, or nil when a pipe is among them.
  public var totalBytes: Int? {
    unknown.load(ordering: .relaxed) ? nil : total.load(ordering: .relaxed)
  }

  /// The BGZF files read so far that lack the empty block at their end, sorted.
  ///
  /// Some programs (bcl2fastq) never write it, others always (bgzip): such a file may have lost
  /// whole blocks, though it ends with a whole record. No error, but worth a warning.
  public var filesWithoutEndMarker: [String] { unmarked.withLock { $0.sorted() } }

  func add(fileWithoutEndMarker path: String) { unmarked.withLock { $0.append(path) } }

  func add(consumed bytes: Int) { consumed.wrappingAdd(bytes, ordering: .relaxed) }

  func add(size: Int?) {
    if let size {
      total.wrappingAdd(size, ordering: .relaxed)
    } else {
      unknown.store(true, ordering: .relaxed)
    }
  }
}
