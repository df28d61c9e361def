internal import Glibc

/// The first six significant digits of reals, as C's `%.6g` prints them in the C locale.
///
/// Exact: a number is multiplied by a power of ten that is known to 64 bits; where the error of that
/// product could change the last digit, which is once in a hundred million numbers, and at exact
/// halves, the C library decides. An eighth of its time (Tests/Benchmarks, 2026-11).
enum SignificantDigits {
  // Powers of ten from 10^-303 to 10^329, which bring every double to six digits before the point.
  private static let least = -303
  private static let most = 329
  private static let powers: [Power] = {
    // Each from its neighbour: from 10^0 anew they took 1 ms, on the one thread that begins a table.
    var wide = WidePower()
    var below: [Power] = []
    for _ in 0..<(-least) {
      wide.divideByTen()
      below.append(Power(wide))
    }
    wide = WidePower()
    var powers = below.reversed() + [Power(wide)]
    for _ in 0..<most {
      wide.multiplyByTen()
      powers.append(Power(wide))
    }
    return powers
  }()

  /// 10^exponent lies in `mantissa ..< mantissa + 1` times 2^`shift`; the top bit is set.
  private struct Power {
    var mantissa: UInt64
    var shift: Int

    init(_ wide: WidePower) {
      mantissa = UInt64(truncatingIfNeeded: wide.mantissa >> 64)
      shift = wide.shift + 64
    }
  }

  /// The same with 128 bits, by steps of ten from 1: 330 roundings cost less than nine of the lower 64.
  private struct WidePower {
    var mantissa: UInt128 = 1 << 127
    var shift = -127

    mutating func multiplyByTen() {
      // Times 10/16, or 10/8 where that keeps the top bit.
      let scaled = (mantissa >> 4) * 10
      let lost = scaled.leadingZeroBitCount
      mantissa = scaled << lost
      shift += 4 - lost
    }

    mutating func divideByTen() {
      let quotient = mantissa / 10
      let lost = quotient.leadingZeroBitCount
      mantissa = quotient << lost
      shift -= lost
    }
  }

  /// Appends the digits of a number.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value.isFinite, value != 0, let (digits, exponent) = rounded(value.magnitude) else {
      appendByLibrary(value, to: &bytes)
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits, exponent: exponent, to: &bytes)
  }

  /// Six digits as an integer, and the decimal exponent of the first; nil where the product is too
  /// near to a half.
  private static func rounded(_ value: Double) -> (digits: Int, exponent: Int)? {
    let bits = value.bitPattern
    let field = Int(bits >> 52)
    let fraction = bits & (1 << 52 - 1)
    let whole = field == 0 ? fraction : fraction | 1 << 52
    let lead = whole.leadingZeroBitCount
    let mantissa = whole << lead
    let shift = max(field, 1) - 1075 - lead
    // floor(log10(2^(shift + 63))), with log10(2) rounded so that it is never too high: the exponent
    // of the value, or one less.
    let octave = shift + 63
    var exponent = (octave * (octave < 0 ? 1_292_913_987 : 1_292_913_986)) >> 32
    while true {
      let power = powers[5 - exponent - least]
      let product = mantissa.multipliedFullWidth(by: power.mantissa)
      // Between 10^5 and 10^7, so that the point lies 103 to 111 bits above the lowest one.
      let point = -(shift + power.shift) - 64
      let digits = Int(product.high >> point)
      if digits >= 1_000_000 {
        exponent += 1
        continue
      }
      let rest = product.high & (1 << point - 1)
      let half: UInt64 = 1 << (point - 1)
      // The true product is less than two of the upper 64 bits' units above this one.
      if rest >= half {
        if rest == half, product.low == 0 { return nil }
        return digits == 999_999 ? (100_000, exponent + 1) : (digits + 1, exponent)
      }
      return rest + 2 < half ? (digits, exponent) : nil
    }
  }

  /// Appends six digits in the shorter of both notations, as `%g` chooses, without trailing zeros.
  private static func append(_ digits: Int, exponent: Int, to bytes: inout [UInt8]) {
    var text: InlineArray<6, UInt8> = .init(repeating: 0)
    var rest = digits
    for place in (0..<6).reversed() {
      text[place] = UInt8(truncatingIfNeeded: rest % 10) &+ 48
      rest /= 10
    }
    var count = 6
    while count > 1, text[count - 1] == UInt8(ascii: "0") { count -= 1 }
    if exponent < -4 || exponent > 5 {
      bytes.append(text[0])
      if count > 1 { bytes.append(UInt8(ascii: ".")) }
      for place in 1..<max(1, count) { bytes.append(text[place]) }
      appendExponent(exponent, to: &bytes)
    } else if exponent < 0 {
      bytes.append(UInt8(ascii: "0"))
      bytes.append(UInt8(ascii: "."))
      for _ in 0..<(-1 - exponent) { bytes.append(UInt8(ascii: "0")) }
      for place in 0..<count { bytes.append(text[place]) }
    } else {
      for place in 0..<max(count, exponent + 1) {
        if place == exponent + 1 { bytes.append(UInt8(ascii: ".")) }
        bytes.append(text[place])
      }
    }
  }

  private static func appendExponent(_ exponent: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "e"))
    bytes.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
    let size = Int(exponent.magnitude)
    if size >= 100 { bytes.append(UInt8(size / 100) + 48) }
    bytes.append(UInt8(size / 10 % 10) + 48)
    bytes.append(UInt8(size % 10) + 48)
  }

  /// As the C library prints it: the measure of all others.
  static func appendByLibrary(_ value: Double, to bytes: inout [UInt8]) {
    // 32 bytes: "%.6g" needs at most 13. Nothing here sets a locale, so the C locale holds.
    var text: InlineArray<32, CChar> = .init(repeating: 0)
    var span = text.mutableSpan
    let count = unsafe span.withUnsafeMutableBufferPointer { buffer in
      unsafe withVaList([value]) {
        unsafe vsnprintf(buffer.baseAddress, buffer.count, "%.6g", $0)
      }
    }
    for i in 0..<min(Int(count), 31) { bytes.append(UInt8(bitPattern: text[i])) }
  }
}
