internal import Glibc
internal import Testing

@testable internal import SequenceIO

@Suite("Buffers by the size of a file")
struct FileSizeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "a file is read in pages or, where it is larger, whole, up to the capacity",
    arguments: [
      (1, 1 << 18, 4_096), (4_095, 1 << 18, 4_096), (4_096, 1 << 18, 4_097),
      (9_999, 1 << 18, 10_000), (9_999, 10_000, 10_000), (9_999, 9_999, 9_999), (9_999, 7, 7),
      (1, 100, 100),
    ])
  func readSize(fileSize: Int, capacity: Int, expected: Int) throws {
    let path = try folder.write([UInt8](repeating: 0x41, count: fileSize), to: "letters")
    let file = try FileDescriptor(reading: path)
    #expect(file.readSize(capacity: capacity) == expected)
  }

  @Test("a file that tells no size is read by the capacity")
  func withoutSize() throws {
    let system = try FileDescriptor(reading: "/proc/self/status")
    #expect(system.readSize(capacity: 1 << 18) == 1 << 18)
    let device = try FileDescriptor(reading: "/dev/null")
    #expect(device.readSize(capacity: 1 << 18) == 1 << 18)
  }

  @Test("rows that are written while a table is read are read too", arguments: [1, 3_000])
  func growing(rows: Int) throws {
    let path = try folder.write("number\n" + Self.lines(0..<rows), to: "table")
    var table = try TSVReader(path: path)
    #expect(try table.advance())
    let file = unsafe open(path, O_WRONLY | O_APPEND)
    let more = Array(Self.lines(rows..<3 * rows).utf8)
    let written = unsafe write(file, more, more.count)
    #expect(written == more.count)
    close(file)
    var numbers = [FieldValue.integer(table.field(0))]
    while try table.advance() { numbers.append(FieldValue.integer(table.field(0))) }
    #expect(numbers == (0..<3 * rows).map { $0 })
  }

  private static func lines(_ numbers: Range<Int>) -> String {
    numbers.map { "\($0)\n" }.joined()
  }
}
