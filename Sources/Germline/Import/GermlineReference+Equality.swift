extension GermlineReference: Equatable {
  /// Whether two references hold the same alleles of one species.
  public static func == (a: GermlineReference, b: GermlineReference) -> Bool {
    a.digest == b.digest && a.species == b.species && a.alleles == b.alleles
  }
}
