import ArgumentParser

/// Numbers of the command line; the parser names the option and what was found.
///
/// Their options take the next word as it is, so that `--seed -1` is told as a wrong number.
enum OptionNumber {
  /// A whole number of a range; throws 64.
  static func whole<Number: FixedWidthInteger>(
    _ text: String, in range: ClosedRange<Number>
  ) throws -> Number {
    guard let number = Number(text), range.contains(number) else {
      throw ValidationError(
        "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A finite decimal number for which `isAllowed` holds; throws 64 with what was expected.
  static func real(
    _ text: String, expected: String, isAllowed: (Double) -> Bool
  ) throws -> Double {
    let isDecimal = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isDecimal, let number = Double(text), number.isFinite, isAllowed(number) else {
      throw ValidationError("expected \(expected)")
    }
    return number
  }
}
