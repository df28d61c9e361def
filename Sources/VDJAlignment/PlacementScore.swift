import Sequences

/// What a placed base is worth, in tenths of a log10 odds of germline against chance.
///
/// A base of quality Q that matches is 4 times as likely as by chance (6.0); one that differs is
/// (10^(-Q/10) / 3) / (1/4) as likely, which is 1.2 - Q. A germline variant or a PCR error may stand
/// behind the best base, so the loss stops at 18, which is three matches.
enum PlacementScore {
  static let match = 6

  /// The loss of a base that differs inside the junction, whatever its quality: there the germline
  /// ends, and a difference is a trimmed or added base far more often than an error.
  static let junctionLoss = 18

  /// The loss of a base that differs, by its ASCII quality.
  @inline(__always)
  static func loss(qualityASCII: UInt8) -> Int {
    let quality = Int(qualityASCII) &- 33
    return quality > 19 ? 18 : (quality < 2 ? 1 : quality &- 1)
  }
}
