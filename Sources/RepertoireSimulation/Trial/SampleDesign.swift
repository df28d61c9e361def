/// One library of a simulated trial.
public struct SampleDesign: Sendable, Equatable {
  /// Where it is taken.
  public enum Site: String, Sendable {
    case blood
    case tumor
  }

  /// The column `sample_id`.
  public var id: String

  /// Blood or tumor.
  public var site: Site

  /// Days relative to the first infusion; 0 and less are baseline.
  public var day: Int

  /// T cells that go into the library.
  public var cells: Int

  /// Mean reads per cell and locus.
  public var readsPerCell: Int

  /// A library.
  public init(id: String, site: Site, day: Int, cells: Int, readsPerCell: Int) {
    self.id = id
    self.site = site
    self.day = day
    self.cells = cells
    self.readsPerCell = readsPerCell
  }

  /// Whether it is taken after treatment.
  public var isPost: Bool { day > 0 }
}
