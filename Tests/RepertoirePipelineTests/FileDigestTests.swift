import Testing

@testable import RepertoirePipeline

/// Digests of files against the vectors of FIPS 180-2, Appendix B, and of its test of a million bytes.
@Suite struct FileDigestTests {
  /// A text that is repeated, and its digest.
  struct Vector: Sendable {
    var text: String
    var count: Int
    var sha256: String
  }

  static let vectors = [
    Vector(
      text: "abc", count: 1,
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    Vector(
      text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", count: 1,
      sha256: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    // Four blocks of 256 KiB.
    Vector(
      text: "a", count: 1_000_000,
      sha256: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test("at once and giving way between blocks", arguments: vectors)
  func digest(_ vector: Vector) async throws {
    let folder = try SheetFolder()
    let text = String(repeating: vector.text, count: vector.count)
    let file = try folder.write("text", text)
    let atOnce = try FileDigest.of(file: file)
    #expect(atOnce.sha256 == vector.sha256)
    #expect(atOnce.size == text.utf8.count)
    let givingWay = try await FileDigest.givingWay(ofFile: file)
    #expect(givingWay == atOnce)
  }

  @Test("a digest that gives way is cancelled with its task") func cancelled() async throws {
    let folder = try SheetFolder()
    let path = try folder.write("text", "a")
    let digest = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await FileDigest.givingWay(ofFile: path).size
    }
    digest.cancel()
    await #expect(throws: CancellationError.self) { try await digest.value }
  }
}
