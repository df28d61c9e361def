internal import SequenceIO

/// The part of a sample's records that one of several jobs analyzes: shard I of N.
///
/// The records of all lanes, counted through, are cut into blocks of 4,096; shard I has the blocks
/// whose number leaves I - 1 when divided by N. So shards are of one size, and the rows of a block
/// are of one shard.
public struct InputShare: Sendable, Hashable {
  /// The most shards of a sample.
  public static let most = 1000

  /// All records.
  static let all = InputShare(number: 1, of: 1)

  /// Which shard, from 1 on.
  public let number: Int
  /// How many there are.
  public let count: Int
  /// Records of a block; another number is for tests alone.
  var blockRecords = GzipRecordWriter.blockRecords

  init(number: Int, of count: Int) {
    precondition(count >= 1 && (1...count).contains(number), "shards are numbered from 1 on")
    self.number = number
    self.count = count
  }

  /// A shard as it is written on the command line, `I/N`; nil for another text, for N above 1000
  /// and for I above N.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Self.number(parts[0]), let count = Self.number(parts[1]),
      count <= Self.most, (1...count).contains(number)
    else { return nil }
    self.init(number: number, of: count)
  }

  /// Digits alone: no sign, no leading zero.
  private static func number(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.first != "0" else {
      return nil
    }
    return Int(text)
  }

  /// The shard as on the command line.
  public var text: String { "\(number)/\(count)" }

  /// The shard as a part of file names.
  var fileText: String { "\(number)-of-\(count)" }

  /// Whether a record is of the shard; numbers count over all lanes, from 0 on.
  @inline(__always)
  func contains(_ record: Int) -> Bool {
    count == 1 || record / blockRecords % count == number &- 1
  }
}
