internal import CZlib
internal import TestSupport
internal import Testing

@testable internal import SequenceIO

@Suite("Gzip headers and trailers")
struct GzipHeaderTests {
  static let content = Array("ACGT".utf8)

  /// A member with a header of any fields.
  static func member(
    method: UInt8 = 8, flags: UInt8, fields: [UInt8] = [], checksum: UInt16? = nil,
    crcError: UInt8 = 0, lengthError: UInt8 = 0
  ) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, method, flags, 1, 2, 3, 4, 2, 255] + fields
    if flags & 2 != 0 {
      let right = unsafe UInt16(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
      let stated = checksum ?? right
      bytes += [UInt8(stated & 255), UInt8(stated >> 8)]
    }
    bytes += ZlibOracle.deflated(content, level: 6, strategy: 0)
    let crc = unsafe UInt32(truncatingIfNeeded: crc32_z(0, content, content.count))
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: crc >> ($0 * 8)) ^ ($0 == 2 ? crcError : 0) }
    return bytes + [UInt8(content.count) ^ lengthError, 0, 0, 0]
  }

  /// Inflates a member in pieces: its bytes, or what the fault says.
  static func inflate(_ bytes: [UInt8], piece: Int) -> Result<[UInt8], Fault> {
    var inflater = GzipInflater()
    inflater.beginMember()
    var output = [UInt8](repeating: 0, count: 100)
    var produced = 0
    var start = 0
    while start < bytes.count {
      let result = unsafe bytes[start..<min(bytes.count, start + piece)].withUnsafeBytes { from in
        unsafe output.withUnsafeMutableBytes { into in
          unsafe inflater.inflate(
            from: from, into: UnsafeMutableRawBufferPointer(rebasing: into[produced...]))
        }
      }
      start += result.consumed
      produced += result.produced
      switch result.step {
      case .more: break
      case .memberEnd:
        return start == bytes.count
          ? .success(Array(output[..<produced])) : .failure(Fault(detail: "ended early"))
      case .fault(.corruptGzip(let detail)): return .failure(Fault(detail: detail))
      case .fault(let reason): return .failure(Fault(detail: "\(reason)"))
      }
    }
    return .failure(Fault(detail: "no end"))
  }

  struct Fault: Error, Equatable { let detail: String }

  static let extra: [UInt8] = [3, 0, 9, 0, 9]
  static let name: [UInt8] = Array("reads.fastq".utf8) + [0]

  @Test(
    "every field of a header is read over",
    arguments: [
      (0, []), (1, []), (4, extra), (4, [0, 0]), (8, name), (16, name), (8, [0]), (2, []),
      (4 | 8 | 16, extra + name + name), (2 | 4 | 8 | 16, extra + name + [0]), (2 | 16, name),
    ] as [(UInt8, [UInt8])])
  func fields(flags: UInt8, fields: [UInt8]) {
    let member = Self.member(flags: flags, fields: fields)
    for piece in [1, 2, 3, 10, 11, 1_000] {
      #expect(Self.inflate(member, piece: piece) == .success(Self.content), "pieces of \(piece)")
    }
  }

  @Test(
    "what a header or trailer must not say is a fault that names it",
    arguments: [
      (member(method: 7, flags: 0), "an unknown compression method"),
      (member(flags: 0x20), "unknown header flags"),
      (member(flags: 0x80), "unknown header flags"),
      (member(flags: 2, checksum: 1), "a header of another checksum"),
      (member(flags: 0, crcError: 4), "data of another checksum"),
      (member(flags: 0, lengthError: 1), "data of another length"),
      ([0x1F, 0x8C] + member(flags: 0).dropFirst(2), "no gzip header"),
      (Array(member(flags: 0).dropLast()), "no end"),
    ] as [([UInt8], String)])
  func faults(member: [UInt8], detail: String) {
    for piece in [1, 4, 1_000] {
      #expect(Self.inflate(member, piece: piece) == .failure(Fault(detail: detail)))
    }
  }
}
