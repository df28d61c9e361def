import Sequences

/// A V, D, J or C call as AIRR writes it: one name or several tied ones, `TRBV6-2*01,TRBV6-3*01`.
///
/// Names are alleles, genes or families; which of them only vendor tables leave open.
public struct GeneCall: Sendable, Hashable {
  /// Tied names, as given after normalisation, each once; empty for a blank call.
  ///
  /// In the order of ``GeneNameOrder``, which is that of a germline reference: where a row says
  /// how a segment lies in its sequence, it speaks of the first.
  public let names: [String]

  /// The blank call, which is compatible with every other.
  public static let blank = GeneCall(names: [])

  /// A call from tied names in any order.
  public init(names: [String]) {
    self.names = Set(names.filter { !$0.isEmpty }).sorted(by: GeneNameOrder.precedes)
  }

  /// A call from an AIRR cell: names parted by commas; spaces around them are dropped.
  public init(airr cell: String) {
    self.init(
      names: cell.split(separator: ",").map { name in
        String(name.drop(while: { $0 == " " }).prefix(while: { $0 != " " }))
      })
  }

  /// The cell of an AIRR table; blank for a blank call.
  public var airr: String { names.joined(separator: ",") }

  /// Gene names (allele dropped), sorted as text, each once.
  public var genes: [String] {
    Set(names.map { String($0.prefix(while: { $0 != "*" })) }).sorted()
  }
}

/// The number of a call in a ``GeneCallTable``.
public struct GeneCallID: RawRepresentable, Hashable, Sendable {
  /// 0-based row of the table.
  public let rawValue: UInt32

  /// The call of a row.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The blank call, row 0 of every table.
  public static let blank = GeneCallID(rawValue: 0)
}

/// The distinct calls of one repertoire; a clonotype holds their numbers.
///
/// Numbers follow first use and mean nothing outside the table: order by names, never by numbers.
public struct GeneCallTable: Sendable {
  /// The calls by number; the first is blank.
  public private(set) var calls: [GeneCall] = [.blank]
  private var numbers: [GeneCall: GeneCallID] = [.blank: .blank]

  /// A table with the blank call alone.
  public init() {}

  /// The number of a call, which is added when it is new.
  public mutating func id(of call: GeneCall) -> GeneCallID {
    if let known = numbers[call] { return known }
    let id = GeneCallID(rawValue: UInt32(calls.count))
    calls.append(call)
    numbers[call] = id
    return id
  }

  /// The call of a number.
  public subscript(id: GeneCallID) -> GeneCall { calls[Int(id.rawValue)] }
}
