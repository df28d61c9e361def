internal import Testing

@testable internal import SequenceIO

@Suite("Checks of bases and qualities")
struct ReadValidationTests {
  private static let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
  private static let smallLetters = UInt8(ascii: "a")...UInt8(ascii: "z")

  private static func invalidBase(_ bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return nil }
      return unsafe ReadValidation.firstInvalidBase(start, $0.count)
    }
  }

  private static func invalidQuality(_ bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return nil }
      return unsafe ReadValidation.firstInvalidQuality(start, $0.count)
    }
  }

  @Test("every byte is judged alike at every place", arguments: [1, 7, 15, 16, 17, 32, 150])
  func everyByte(count: Int) {
    for byte in UInt8.min...UInt8.max {
      let isBase =
        Self.letters.contains(byte) || Self.smallLetters.contains(byte)
        || byte == UInt8(ascii: ".")
      let isQuality = (33...126).contains(byte)
      for place in 0..<count {
        var bases = [UInt8](repeating: UInt8(ascii: "N"), count: count)
        bases[place] = byte
        #expect(Self.invalidBase(bases) == (isBase ? nil : place), "\(byte)")
        var qualities = [UInt8](repeating: UInt8(ascii: "F"), count: count)
        qualities[place] = byte
        #expect(Self.invalidQuality(qualities) == (isQuality ? nil : place), "\(byte)")
      }
    }
  }

  @Test("the first of two is told, at every length") func firstOfTwo() {
    for count in 2...70 {
      for place in 0..<count - 1 {
        var bytes = [UInt8](repeating: UInt8(ascii: "A"), count: count)
        bytes[place] = UInt8(ascii: "\t")
        bytes[count - 1] = 0xFF
        #expect(Self.invalidBase(bytes) == place)
        #expect(Self.invalidQuality(bytes) == place)
      }
    }
  }

  @Test("what follows the bytes is not looked at") func behind() {
    for count in 0...40 {
      let bytes = [UInt8](repeating: UInt8(ascii: "A"), count: count) + [10, 10]
      unsafe bytes.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        #expect(unsafe ReadValidation.firstInvalidBase(start, count) == nil)
        #expect(unsafe ReadValidation.firstInvalidQuality(start, count) == nil)
      }
    }
  }
}
