/// One patient of a simulated trial and the libraries taken.
public struct PatientDesign: Sendable, Equatable {
  /// The column `patient_id`.
  public var id: String

  /// Bloods and biopsies, in the order of the sheet.
  public var samples: [SampleDesign]

  /// A patient.
  public init(id: String, samples: [SampleDesign]) {
    self.id = id
    self.samples = samples
  }

  /// A patient with blood and biopsies on the given days; identifiers are made of them.
  public init(
    id: String, bloodDays: [Int], biopsyDays: [Int], cellsPerBlood: Int, cellsPerBiopsy: Int,
    readsPerCell: Int
  ) {
    func sample(_ site: SampleDesign.Site, _ day: Int, _ cells: Int) -> SampleDesign {
      let label = day > 0 ? "d\(day)" : (day < 0 ? "pre\(-day)" : "d0")
      return SampleDesign(
        id: "\(id)-\(site.rawValue)-\(label)", site: site, day: day, cells: cells,
        readsPerCell: readsPerCell)
    }
    self.init(
      id: id,
      samples: bloodDays.map { sample(.blood, $0, cellsPerBlood) }
        + biopsyDays.map { sample(.tumor, $0, cellsPerBiopsy) })
  }

  /// Days of the bloods after treatment, ascending.
  var postBloodDays: [Int] {
    samples.filter { $0.site == .blood && $0.isPost }.map(\.day).sorted()
  }
}
