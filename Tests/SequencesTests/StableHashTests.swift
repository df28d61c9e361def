import Sequences
import Testing

@Suite struct StableHashTests {
  // FNV-1a of the text (values of the FNV reference vectors for "", "a", "foobar"), finalised by
  // MurmurHash3's fmix64; computed in Python.
  @Test(
    "the hash of a text is the published FNV-1a value, finalised",
    arguments: [
      ("", "efd01f60ba992926"), ("a", "82a2a958a9bece5b"), ("foobar", "2c22194922d1672b"),
      ("TGTGCCAGCAGC", "6c7a26db6aae3b48"),
    ])
  func knownValues(text: String, expected: String) {
    var hash = StableHash()
    hash.combine(text.utf8)
    #expect(hash.hexadecimal == expected)
  }

  @Test("bytes one by one and in any pieces give the same hash")
  func pieces() {
    var generator = SeededBytes(seed: 7)
    for _ in 0..<100 {
      let bytes = generator.bytes(count: 40)
      var whole = StableHash()
      whole.combine(bytes)
      var parts = StableHash()
      let cut = Int(bytes[0]) % 40
      for byte in bytes[..<cut] { parts.combine(byte) }
      parts.combine(bytes[cut...])
      #expect(whole.value == parts.value)
    }
  }

  @Test("short numbered keys do not collide and fill all bits")
  func structuredKeys() {
    var seen = Set<UInt64>()
    var ones = [Int](repeating: 0, count: 64)
    for i in 0..<20_000 {
      var hash = StableHash()
      hash.combine("clone\(i)".utf8)
      seen.insert(hash.value)
      for bit in 0..<64 { ones[bit] += Int(hash.value >> UInt64(bit) & 1) }
    }
    #expect(seen.count == 20_000)
    // 20,000 fair bits have a standard deviation of 71.
    #expect(ones.allSatisfy { (9_600...10_400).contains($0) })
  }

  @Test("a junction is named by the text of its locus and bases", arguments: Locus.allCases)
  func junctions(locus: Locus) {
    let junction = "TGTGCCAGCAGC"
    var hash = StableHash()
    hash.combine((locus.rawValue + junction).utf8)
    #expect(StableHash.ofJunction(junction.utf8, locus: locus) == hash.value)
  }

  @Test("hexadecimal digits are sixteen, leading zeros kept")
  func padding() {
    var hash = StableHash()
    hash.combine("1171".utf8)
    #expect(hash.hexadecimal == "000486fc72f22891")
    #expect(StableHash.hexadecimal(0) == String(repeating: "0", count: 16))
    #expect(StableHash.hexadecimal(.max) == String(repeating: "f", count: 16))
  }
}
