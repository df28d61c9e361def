/// A sequence whose reads are counted beside the rearrangements: a transgene, a spike-in.
public struct Construct: Sendable, Equatable {
  /// Its name, unique in a set.
  public let name: String
  /// Its bases, as codes of `Nucleotide`; unknown ones match nothing.
  public let codes: [UInt8]

  /// A construct of a name and its bases.
  public init(name: String, codes: [UInt8]) {
    self.name = name
    self.codes = codes
  }
}
