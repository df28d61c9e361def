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

  /// The gain of a base that matches, by its ASCII quality: ``match`` from Q10 on.
  ///
  /// Where worthless bases are many (a J sought in the bad end of a read) matches by chance must
  /// not add up.
  @inline(__always)
  static func gain(qualityASCII: UInt8) -> Int {
    let quality = Int(qualityASCII) &- 33
    if quality >= 10 { return match }
    if quality >= 6 { return 5 }
    if quality >= 4 { return 4 }
    return quality < 2 ? 0 : quality
  }
}
