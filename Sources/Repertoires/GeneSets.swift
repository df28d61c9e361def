/// The number of a set of genes in a ``GeneSets``.
public struct GeneSetID: RawRepresentable, Hashable, Sendable {
  /// 0-based row of the table.
  public let rawValue: UInt32

  /// The set of a row.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The set of the blank call, row 0 of every table.
  public static let blank = GeneSetID(rawValue: 0)
}

/// Calls of several repertoires as small sets of gene numbers that are fast to compare.
///
/// Calls that differ only in alleles or in the `/DV` half of a name share one number. Two sets
/// are compatible as STATISTICS "Clone identity" says; compatibility is not transitive. Numbers
/// follow first use and mean nothing outside the table.
public struct GeneSets: Sendable {
  private var starts: [UInt32] = [0, 0]
  private var codes: [UInt32] = []
  private var numbers: [[UInt32]: GeneSetID] = [[]: .blank]
  private var families: [String: UInt32] = [:]
  private var genes: [String: UInt32] = [:]

  /// A table with the blank set alone.
  public init() {}

  /// Sets held, the blank one among them.
  public var count: Int { starts.count - 1 }

  /// The number of the set of a call, which is added when it is new.
  public mutating func id(of call: GeneCall) -> GeneSetID {
    let set = Set(call.names.map { code(of: $0) }).sorted()
    if let known = numbers[set] { return known }
    let id = GeneSetID(rawValue: UInt32(count))
    codes += set
    starts.append(UInt32(codes.count))
    numbers[set] = id
    return id
  }

  /// The numbers of all calls of a repertoire, by `GeneCallID.rawValue`.
  public mutating func ids(of table: GeneCallTable) -> [GeneSetID] {
    table.calls.map { id(of: $0) }
  }

  /// Whether two sets intersect at gene level; the blank set intersects every set.
  public func areCompatible(_ a: GeneSetID, _ b: GeneSetID) -> Bool {
    if a == b || a == .blank || b == .blank { return true }
    let end = Int(starts[Int(a.rawValue) + 1])
    let otherEnd = Int(starts[Int(b.rawValue) + 1])
    var i = Int(starts[Int(a.rawValue)])
    while i < end {
      var j = Int(starts[Int(b.rawValue)])
      while j < otherEnd {
        if Self.intersect(codes[i], codes[j]) { return true }
        j += 1
      }
      i += 1
    }
    return false
  }

  /// The family in the upper half, the gene in the lower; gene 0 is the family as a whole.
  private mutating func code(of name: String) -> UInt32 {
    let family = GeneName.family(of: name)
    let gene = Self.identityName(name)
    let high = families[family, default: UInt32(families.count)]
    families[family] = high
    if gene == family { return high << 16 }
    let low = genes[gene, default: UInt32(genes.count + 1)]
    genes[gene] = low
    precondition(high < 0x1_0000 && low < 0x1_0000, "a table of gene sets holds 65,535 names")
    return high << 16 | low
  }

  private static func intersect(_ a: UInt32, _ b: UInt32) -> Bool {
    a == b || (a >> 16 == b >> 16 && (a & 0xFFFF == 0 || b & 0xFFFF == 0))
  }

  /// Whether two names can mean one gene: equal but for allele and `/DV`, or one is the family of
  /// the other.
  static func intersect(_ a: String, _ b: String) -> Bool {
    let first = identityName(a)
    let second = identityName(b)
    if first == second { return true }
    let family = GeneName.family(of: a)
    return family == GeneName.family(of: b) && (first == family || second == family)
  }

  /// The gene without `/DV4`, which some tables leave out of `TRAV14/DV4`.
  private static func identityName(_ name: String) -> String {
    String(GeneName.gene(of: name).prefix(while: { $0 != "/" }))
  }
}
