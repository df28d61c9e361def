/// The HLA alleles of a patient, as far as they were typed.
public struct HLATyping: Sendable, Equatable {
  /// One copy of a gene: several alleles where the typing could not tell them apart.
  private let copies: [[HLAAllele]]

  /// The typing that a cell states; blank is none.
  ///
  /// Alleles are parted by commas, semicolons, blanks, `|`, `+` or `^`; those that a typing could not
  /// tell apart by `/`, where a further one may leave out its gene. A lone `-` is nothing.
  ///
  /// - Returns: nil with the first word that is no allele in `unknown`.
  public static func typing(_ cell: String, unknown: inout String) -> HLATyping? {
    var copies: [[HLAAllele]] = []
    for word in cell.split(whereSeparator: { ",;|+^ ".contains($0) }) where word != "-" {
      var copy: [HLAAllele] = []
      for name in word.split(separator: "/") {
        var alleles = HLAAllele.alleles(named: name)
        if alleles.isEmpty, let gene = copy.last?.gene {
          alleles = HLAAllele.alleles(named: gene + "*" + name)
        }
        guard !alleles.isEmpty else {
          unknown = String(word)
          return nil
        }
        copy += alleles
      }
      if !copy.isEmpty { copies.append(copy) }
    }
    return HLATyping(copies: copies)
  }

  private init(copies: [[HLAAllele]]) { self.copies = copies }

  /// Whether nothing was typed.
  public var isEmpty: Bool { copies.isEmpty }

  /// Whether the patient may have the molecule that presents an antigen.
  ///
  /// - Parameter molecule: Its chains, each the alleles of which it is one; empty when not known.
  ///
  /// True unless a chain is known and the patient has two other copies of its gene: with one copy
  /// stated the other is not known.
  func mayPresent(_ molecule: [[HLAAllele]]) -> Bool {
    molecule.allSatisfy { chain in chain.isEmpty || chain.contains(where: mayHave) }
  }

  private func mayHave(_ allele: HLAAllele) -> Bool {
    let own = copies.filter { $0.contains { $0.gene == allele.gene } }
    return own.count < 2
      || own.contains { $0.contains { !$0.isNull && $0.agrees(with: allele) } }
  }
}
