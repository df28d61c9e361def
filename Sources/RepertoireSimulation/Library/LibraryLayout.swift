/// Which part of a transcript a library's reads cover, and in which orientation.
///
/// Amplicons start `primerOffset` bases inside the constant region (at the end of the transcript
/// where the reference has no constant region) and reach towards V.
public struct LibraryLayout: Sendable, Equatable {
  /// The kinds of run.
  public enum Run: Sendable, Equatable {
    /// One read an amplicon, from its C end or, every other time, as the reverse complement.
    case singleBothStrands

    /// R1 from the C end, R2 from the V end of the same fragment.
    case pairedFromConstant
  }

  /// Single or paired.
  public var run: Run

  /// Bases of each read.
  public var readLength: Int

  /// Bases of the fragment: equal to `readLength` for single reads.
  public var fragmentLength: Int

  /// Bases of the constant region in the fragment.
  public var primerOffset: Int

  /// Single reads of an amplicon as long as the read, half of them on either strand.
  public static func single(readLength: Int = 150, primerOffset: Int = 27) -> LibraryLayout {
    LibraryLayout(
      run: .singleBothStrands, readLength: readLength, fragmentLength: readLength,
      primerOffset: primerOffset)
  }

  /// Pairs from the two ends of a fragment.
  public static func paired(
    readLength: Int = 150, fragmentLength: Int = 300, primerOffset: Int = 27
  ) -> LibraryLayout {
    LibraryLayout(
      run: .pairedFromConstant, readLength: readLength, fragmentLength: fragmentLength,
      primerOffset: primerOffset)
  }

  /// The bases of a transcript that the fragment covers, 0-based half-open.
  ///
  /// Shorter than `fragmentLength` where the transcript is.
  public func fragment(ofTranscript length: Int, constantStart: Int) -> Range<Int> {
    let end = min(length, constantStart + primerOffset)
    return max(0, end - fragmentLength)..<end
  }
}
