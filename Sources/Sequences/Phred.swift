/// Phred quality scores as FASTQ writes them (Sanger encoding, offset 33).
public enum Phred {
  /// The ASCII byte of quality 0.
  public static let asciiOffset: UInt8 = 33

  /// The highest quality that is told apart; higher bytes count as this one.
  public static let highest: UInt8 = 60

  /// The quality of an ASCII byte, 0 to `highest`.
  @inlinable public static func quality(ofASCII byte: UInt8) -> UInt8 {
    let quality = byte < asciiOffset ? 0 : byte &- asciiOffset
    return quality > highest ? highest : quality
  }

  /// The ASCII byte of a quality, capped at `highest`.
  @inlinable public static func ascii(ofQuality quality: UInt8) -> UInt8 {
    (quality > highest ? highest : quality) &+ asciiOffset
  }
}
