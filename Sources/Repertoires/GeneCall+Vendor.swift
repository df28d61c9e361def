extension GeneCall {
  /// What a vendor's cell held beside the names that were understood.
  public struct Reading: Sendable, Equatable {
    /// The tied IMGT names; blank where none was left.
    public var call: GeneCall
    /// Whether an orphon was dropped.
    public var hasOrphon = false
    /// Whether an immunoglobulin gene was named.
    public var hasImmunoglobulin = false
    /// Whether a name was not understood and was dropped.
    public var hasUnknown = false

    /// The reading of nothing.
    public init() { call = .blank }
  }

  /// A call from a cell of any table.
  ///
  /// Names are parted by commas, semicolons or bars and read by ``GeneName``; orphons,
  /// immunoglobulin genes and unknown names are left out.
  public init(vendor cell: some StringProtocol) { self = Self.reading(vendor: cell).call }

  /// The call of a cell of any table, and what was left out of it.
  public static func reading(vendor cell: some StringProtocol) -> Reading {
    var reading = Reading()
    var names: [String] = []
    for name in cell.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "|" }) {
      switch GeneName(vendor: name) {
      case .names(let understood): names += understood
      case .blank: break
      case .orphon: reading.hasOrphon = true
      case .immunoglobulin: reading.hasImmunoglobulin = true
      case .unknown: reading.hasUnknown = true
      }
    }
    reading.call = GeneCall(names: names)
    return reading
  }

  /// Whether the call names nothing.
  public var isBlank: Bool { names.isEmpty }

  /// Whether the sets of genes intersect.
  ///
  /// A family name stands for all its genes, alleles do not count, and a blank call intersects
  /// anything.
  /// For loops over many clonotypes use ``GeneSets``, which gives the same answers.
  public func isCompatible(with other: GeneCall) -> Bool {
    if isBlank || other.isBlank { return true }
    return names.contains { a in other.names.contains { b in GeneSets.intersect(a, b) } }
  }
}

extension Locus {
  /// The locus in which a gene lies by its name; nil for a name of no T-cell receptor.
  ///
  /// A gene such as `TRAV14/DV4` counts to TRA here.
  public init?(geneName: some StringProtocol) { self.init(rawValue: String(geneName.prefix(3))) }

  /// The locus of a rearrangement from its calls.
  ///
  /// Of J, else of C, else of D, else of V, since V genes are shared by TRA and TRD; nil where no
  /// call names one locus.
  public static func inferred(v: GeneCall, d: GeneCall, j: GeneCall, c: GeneCall) -> Locus? {
    for call in [j, c, d, v] {
      let loci = Set(call.names.compactMap { Locus(geneName: $0) })
      if loci.count == 1 { return loci.first }
    }
    return nil
  }
}
