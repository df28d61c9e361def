import Glibc

/// Clonotypes with one base more or less than a parent: slips of the polymerase, and where clonotypes
/// crowd some of their own.
///
/// Clonotypes of their own have the base anywhere in the middle of the junction; slips are rare there
/// but in runs of equal bases, and at the ends, which V and J write, all are errors.
struct IndelCensus {
  /// So many standard deviations what single bases of the middle have more than those of the ends must
  /// be beyond chance.
  private static let certain = 2.0

  /// A kind of place where a base is lost or gained.
  enum Place: Int, CaseIterable {
    case end, endInRun, middle, middleInRun

    /// The kind of the place of a change.
    init(of change: IndelVariants.Change, in variants: IndelVariants) {
      let length = variants.codes.count
      let run = variants.run(of: change)
      let (first, last) = (change.place, change.place + run - 1)
      let isAtEnd = last < GermlineEnds.vBases || first >= length - GermlineEnds.jBases
      self = isAtEnd ? (run > 1 ? .endInRun : .end) : (run > 1 ? .middleInRun : .middle)
    }
  }

  /// Counts by kind of place.
  struct Counts {
    private var counts = [Int](repeating: 0, count: Place.allCases.count)

    subscript(place: Place) -> Int {
      get { counts[place.rawValue] }
      set { counts[place.rawValue] = newValue }
    }
  }

  /// Reads of what was found.
  var copies = 0
  /// Bases of the parents' reads.
  var bases = 0
  /// Clonotypes that were looked for.
  var looked = Counts()
  /// Those that are there.
  var found = Counts()

  /// Adds what was counted around other parents.
  mutating func append(_ other: Self) {
    copies += other.copies
    bases += other.bases
    for place in Place.allCases {
      looked[place] += other.looked[place]
      found[place] += other.found[place]
    }
  }

  /// The copies less those that are clonotypes of their own.
  var errors: Double {
    let inMiddle = found[.middle] + found[.middleInRun]
    guard inMiddle > 0, looked[.middle] > 0, looked[.end] > 0 else { return Double(copies) }
    let middle = Double(found[.middle]) / Double(looked[.middle])
    let end = Double(found[.end]) / Double(looked[.end])
    let deviation =
      sqrt(Double(found[.middle])) / Double(looked[.middle])
      + sqrt(Double(found[.end])) / Double(looked[.end])
    let own =
      max(0, middle - end - Self.certain * deviation)
      * Double(looked[.middle] + looked[.middleInRun])
    let share = Double(inMiddle) / Double(inMiddle + found[.end] + found[.endInRun])
    return Double(copies) * (1 - share * min(1, own / Double(inMiddle)))
  }
}
