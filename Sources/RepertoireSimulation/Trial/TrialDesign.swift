public import Germline
public import Sequences

/// Everything that a simulated trial depends on.
public struct TrialDesign: Sendable, Equatable {
  /// The seed of every draw.
  public var seed: UInt64

  /// The germline.
  public var species: Species = .human

  /// The loci that are sequenced; each has its own clones and planted clones.
  public var loci: [Locus] = [.trb]

  /// The patients.
  public var patients: [PatientDesign]

  /// Which part is read.
  public var layout: LibraryLayout = .single()

  /// The errors of the instrument.
  public var quality: QualityModel = .twoColour

  /// The errors of the polymerase.
  public var pcr = PCRModel()

  /// Clones of a patient and locus that are not planted.
  ///
  /// The clone of rank r has a weight of 1 / (r + 2), with r from 1.
  public var backgroundClones = 40_000

  /// Percent of clones whose cells bear a second, non-productive rearrangement.
  public var percentWithSecondRearrangement = 21

  /// Planted clones of each class but `background`, of a patient and locus.
  public var planted: [PlantedClass: Int] = [
    .tumorHoming: 6, .newlyExpanded: 6, .transient: 3, .stableInTumor: 5, .tumorResident: 6,
    .contracted: 3,
  ]

  /// The peak frequencies in blood of expanded clones, in parts per million.
  public var peakPerMillion: ClosedRange<Int> = 5_000...12_000

  /// The frequencies of homing clones in a biopsy after treatment, in parts per million.
  public var homingPerMillion: ClosedRange<Int> = 8_000...30_000

  /// A trial of patients, with the settings of the demo.
  public init(seed: UInt64, patients: [PatientDesign]) {
    self.seed = seed
    self.patients = patients
  }

  /// The fewest libraries of a patient that `demo` can be asked for.
  public static let fewestLibraries = 8

  /// Patients of 7 or 8 libraries, some 0.3 million reads each: the first of every three with two
  /// baselines.
  ///
  /// - Parameters:
  ///   - seed: Of every draw.
  ///   - patients: How many, at most 99.
  ///   - libraries: Of each patient, ``fewestLibraries`` or more: further bloods, every 28 days from
  ///     day 84 on, make up the number; nil for those of the usual days alone.
  public static func demo(
    seed: UInt64, patients count: Int = 3, libraries: Int? = nil
  ) -> TrialDesign {
    let baselines = [[-14, -1], [-3], [0]]
    let biopsies = [-7, 21, 49]
    let patients = (0..<count).map { index in
      var bloods = baselines[index % baselines.count] + [14, 28, 56]
      while let libraries, bloods.count + biopsies.count < libraries {
        bloods.append(bloods[bloods.count - 1] + 28)
      }
      return PatientDesign(
        id: index < 9 ? "P0\(index + 1)" : "P\(index + 1)", bloodDays: bloods,
        biopsyDays: biopsies, cellsPerBlood: 22_000, cellsPerBiopsy: 2_000, readsPerCell: 3)
    }
    return TrialDesign(seed: seed, patients: patients)
  }
}
