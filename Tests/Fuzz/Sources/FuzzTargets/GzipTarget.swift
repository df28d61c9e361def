@testable import SequenceIO

/// The framing of gzip: members, BGZF blocks, padding, trailers; what is inflated must not depend
/// on how much is asked for at once.
enum GzipTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 1 else { return }
    let sizes = bytes[0]
    InputFile.shared.fill(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    let first = read(input: 1 + Int(sizes & 15), output: 1 + Int(sizes >> 4), piece: 1)
    let second = read(input: 1 << 12, output: 1 << 12, piece: 1 << 18)
    // What is said of a damaged block may differ; that it is damaged may not.
    precondition((first.fault == nil) == (second.fault == nil), "buffer sizes changed the fault")
    // Before a fault bytes may be missing: those held back for want of room, and those of a block
    // that was inflated as a whole.
    let isSame = first.bytes == second.bytes
    let isStart =
      first.fault != nil
      && (second.bytes.starts(with: first.bytes) || first.bytes.starts(with: second.bytes))
    precondition(isSame || isStart, "buffer sizes changed the bytes")
  }

  /// At most so much is inflated: a bomb of zeros is no fault, but it takes time.
  private static let limit = 1 << 16

  private static func read(
    input: Int, output: Int, piece: Int
  ) -> (bytes: [UInt8], fault: SequenceIOError.Reason?) {
    var found: [UInt8] = []
    do throws(SequenceIOError) {
      var source = try ByteSource(
        path: InputFile.shared.path, bufferCapacity: input, piece: piece)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: output, alignment: 1)
      defer { buffer.deallocate() }
      while found.count < limit {
        switch source.read(into: buffer) {
        case .success(0): return (found, nil)
        case .success(let count): found += buffer[..<count]
        case .failure(let fault): return (found, fault.reason)
        }
      }
      return (Array(found.prefix(limit)), nil)
    } catch {
      return (found, error.reason)
    }
  }
}
