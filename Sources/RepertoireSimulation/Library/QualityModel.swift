/// Base qualities in a few bins, and honest errors.
///
/// A base of quality Q is wrong with probability 10^(-Q/10), each of the three other bases alike.
public struct QualityModel: Sendable, Equatable {
  /// One quality value and how often it is given.
  public struct Bin: Sendable, Equatable {
    /// The Phred quality.
    public var quality: UInt8

    /// Bases of 65,536 in the bin at the start of a read.
    public var shareAtStart: Int

    /// The same at its end; between, the share changes linearly.
    public var shareAtEnd: Int

    /// A bin.
    public init(quality: UInt8, shareAtStart: Int, shareAtEnd: Int) {
      self.quality = quality
      self.shareAtStart = shareAtStart
      self.shareAtEnd = shareAtEnd
    }
  }

  /// The quality of all bases that are in none of `lowBins`.
  public var usualQuality: UInt8

  /// The rarer bins.
  public var lowBins: [Bin]

  /// Whether bases are wrong as often as their qualities say; else never.
  public var hasErrors: Bool

  /// A model of bins.
  public init(usualQuality: UInt8, lowBins: [Bin], hasErrors: Bool = true) {
    self.usualQuality = usualQuality
    self.lowBins = lowBins
    self.hasErrors = hasErrors
  }

  /// Bins 37, 25 and 11 as of current two-colour instruments; 0.3 % of bases are wrong.
  public static let twoColour = QualityModel(
    usualQuality: 37,
    lowBins: [
      Bin(quality: 11, shareAtStart: 655, shareAtEnd: 3_932),
      Bin(quality: 25, shareAtStart: 1_311, shareAtEnd: 3_932),
    ])

  /// No errors, all bases of quality 37.
  public static let perfect = QualityModel(
    usualQuality: 37, lowBins: [], hasErrors: false)

  /// 10^(-Q/10).
  ///
  /// By table and exact divisions, so that it is the same on every machine.
  public static func errorProbability(ofQuality quality: UInt8) -> Double {
    let tenths = [
      1, 0.794_328_234_724_281_5, 0.630_957_344_480_193_2, 0.501_187_233_627_272_3,
      0.398_107_170_553_497_25, 0.316_227_766_016_837_93, 0.251_188_643_150_958,
      0.199_526_231_496_887_96, 0.158_489_319_246_111_35, 0.125_892_541_179_416_73,
    ]
    var probability = tenths[Int(quality) % 10]
    for _ in 0..<(Int(quality) / 10) { probability /= 10 }
    return probability
  }
}
