extension ReadStructure {
  /// One stretch of a mate and its meaning.
  public enum Part: Equatable, Sendable {
    /// The molecular barcode.
    case umi(Extent)
    /// The cell barcode.
    case cell(Extent)
    /// Bases without meaning; the range is one of lengths.
    case skip(ClosedRange<Int>)
    /// A sequence that must stand here; it belongs to nothing.
    case anchor(Motif)
    /// A sequence that must stand here and belongs to the template.
    case primer(Motif)
    /// A run of one base (upper-case ASCII) of a length in the range, taken as long as it is.
    case trim(base: UInt8, ClosedRange<Int>)
    /// The rest of the read.
    case template
    /// The UMI is in the header.
    case header(HeaderTag)
  }

  /// How many bases a barcode has, or the pattern it lies in.
  public enum Extent: Equatable, Sendable {
    /// Any bases; of several lengths, what follows decides.
    case bases(ClosedRange<Int>)
    /// Fixed bases A, C, G and T between the collected ones.
    case pattern(Motif)
  }
}

extension ReadStructure.Part: CustomStringConvertible {
  /// The text of the part as ``ReadStructure`` reads it.
  public var description: String {
    switch self {
    case .umi(let extent): "umi:\(extent)"
    case .cell(let extent): "cell:\(extent)"
    case .skip(let lengths): "skip:\(Self.text(of: lengths))"
    case .anchor(let motif): "anchor:\(motif)"
    case .primer(let motif): "primer:\(motif)"
    case .trim(let base, let lengths):
      "trim:\(Unicode.Scalar(base))\(lengths.lowerBound)-\(lengths.upperBound)"
    case .template: "template"
    case .header(let tag): "header:\(tag.text)"
    }
  }

  static func text(of lengths: ClosedRange<Int>) -> String {
    lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound)-\(lengths.upperBound)"
  }
}

extension ReadStructure.Extent: CustomStringConvertible {
  /// A length, a range of lengths or a pattern.
  public var description: String {
    switch self {
    case .bases(let lengths): ReadStructure.Part.text(of: lengths)
    case .pattern(let motif): motif.description
    }
  }
}
