/// BGZF files for tests, made of usual gzip members.
struct BGZF {
  let folder: TemporaryFolder

  /// One block: the gzip member of `content` with its size in an extra field.
  func block(_ content: [UInt8]) throws -> [UInt8] {
    let member = try folder.gzipped(content)
    let size = UInt16(member.count + 8 - 1)
    var block: [UInt8] = [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 66, 67, 2, 0]
    block += [UInt8(size & 255), UInt8(size >> 8)]
    return block + member.dropFirst(10)
  }

  /// Blocks of `size` bytes and, unless told otherwise, the empty block that marks the end.
  func file(_ content: [UInt8], blocksOf size: Int, marksEnd: Bool = true) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: content.count, by: size) {
      bytes += try block(Array(content[start..<min(content.count, start + size)]))
    }
    return marksEnd ? bytes + (try block([])) : bytes
  }
}
