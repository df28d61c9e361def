internal import VDJAlignment

/// A read, or pair, that is no rearrangement.
struct RejectedRead: Sendable {
  /// Its number in the input, 1-based over all lanes.
  var number: Int
  var name: String
  /// The mates as in the files: ASCII bases and qualities.
  var mates: [(sequence: [UInt8], quality: [UInt8])]
  /// The reason it is counted under.
  var reason: Rejection
}
