import RepertoireStatistics
import Repertoires
import Testing

@testable import RepertoireTracking

@Suite("What samples are made of")
struct ProfileTests {
  static func rows(_ counts: [(Int, Int)], v: String = "TRBV6-1*01") -> [Row] {
    counts.map { Row(junction: RepertoireBuilder.junction($0.0), v: v, count: $0.1) }
  }

  @Test("genes, lengths and subsamples of a sample add up to it")
  func profile() throws {
    let rows =
      Self.rows([(1, 10), (2, 30)]) + Self.rows([(3, 60)], v: "TRBV9*01,TRBV5-1*02")
      + [
        Row(junction: "TGTTTT", count: 4), Row(junction: "TGTAATT", count: 9, isProductive: false),
      ]
    let patient = StudyTracking.track([
      RepertoireBuilder.repertoire(RepertoireBuilder.sample("B0", .blood, day: 0), rows)
    ]).patients[0]
    let profile = try #require(patient.profiles.first)
    let v = profile.genes.filter { $0.segment == .v }
    #expect(v.map(\.gene) == ["TRBV5-1", "TRBV6-1", "TRBV9"])
    #expect(v.map(\.clones) == [0.5, 3, 0.5] && v.map(\.counts) == [30, 44, 30])
    #expect(profile.genes.filter { $0.segment == .j }.map(\.counts) == [104])
    #expect(profile.lengths.map(\.length) == [6, 18] && profile.lengths.map(\.counts) == [4, 100])
    #expect(profile.rarefaction.map(\.depth).max() == 104)
    #expect(profile.rarefaction.last?.clones == 4)
    #expect(
      zip(profile.rarefaction, profile.rarefaction.dropFirst()).allSatisfy { $0.depth < $1.depth })
  }

  @Test("samples are compared at the least number of effective cells")
  func equalDepth() throws {
    let blood = BloodTrackingTests.blood(days: [(14, [:])])
    var shallow = blood
    shallow[1].sample.cellsInput = 3_000
    let patient = StudyTracking.track(shallow).patients[0]
    #expect(patient.metrics.map(\.rarefiedDepth) == [3_000, 3_000])
    let metrics = patient.metrics[0]
    let (exact, hill1) = (try #require(metrics.rarefiedClones), try #require(metrics.rarefiedHill1))
    let point = try #require(patient.profiles[0].rarefaction.first { $0.depth == 3_000 })
    #expect(abs(point.clones / exact - 1) < 0.02 && point.hill1 == hill1)
    #expect(hill1 < (metrics.hill1 ?? 0))
  }

  @Test("a biopsy too small for metrics takes no depth from the others")
  func smallBiopsy() {
    func depths(_ totals: [Int]) -> [Int?] {
      let biopsies = totals.enumerated().map { place, total in
        RepertoireBuilder.repertoire(
          RepertoireBuilder.sample("T\(place)", .tumor, day: Double(20 + place)),
          Self.rows([(1, total / 2), (2, total - total / 2)]))
      }
      return StudyTracking.track(biopsies).patients[0].metrics.map(\.rarefiedDepth)
    }
    let alone = depths([900, 450])
    #expect(alone[0] != nil && alone[0] == alone[1])
    #expect(depths([900, 450, 99]) == alone + [nil])
    #expect(depths([900, 450, 100])[2] != nil)
    // All as small: there is nothing else to compare them at.
    #expect(depths([60, 30]).allSatisfy { $0 != nil })
  }

  @Test("a sample that counts something else has the effective cells of its own unit")
  func otherUnit() {
    let rows = Self.rows([(1, 60_000), (2, 60_000)])
    let samples = StudyTracking.track([
      RepertoireBuilder.repertoire(RepertoireBuilder.sample("B0", .blood, day: 0), rows),
      RepertoireBuilder.repertoire(RepertoireBuilder.sample("B1", .blood, day: 14), rows),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B2", .blood, day: 28), rows, unit: .reads),
    ]).patients[0]
    // Built in: 1.5 templates, 60 reads a cell.
    #expect(samples.samples.map(\.effectiveCells) == [80_000, 80_000, 2_000])
    #expect(samples.metrics.map { $0.notes.contains(.littleMaterial) } == [false, false, true])
  }

  @Test("expanded clones have their space in each sample")
  func space() throws {
    var repertoires = BloodTrackingTests.blood(days: [(14, [1: 80, 2: 90])])
    for (id, day, count) in [("T1", 20.0, 25), ("T2", 40, 75)] {
      repertoires.append(
        RepertoireBuilder.repertoire(
          RepertoireBuilder.sample(id, .tumor, day: day),
          Self.rows([(1, count), (77_777, 100 - count)])))
    }
    let patient = StudyTracking.track(repertoires).patients[0]
    let tumor = patient.metrics.filter { patient.samples[$0.sample].sample.tissue == .tumor }
    #expect(tumor.map(\.expandedShare) == [0.25, 0.75] && tumor.map(\.expandedClones) == [1, 1])
    #expect(patient.metrics[0].expandedShare == 0)
  }

  @Test("the T-cell fraction needs material, and material that can hold the cells")
  func tCells() {
    func metrics(_ change: (inout Sample) -> Void) -> SampleMetrics {
      var sample = RepertoireBuilder.sample("B0", .blood, day: 0)
      change(&sample)
      return StudyTracking.track([
        RepertoireBuilder.repertoire(sample, Self.rows([(1, 600), (2, 400)]))
      ]).patients[0].metrics[0]
    }
    #expect(metrics { _ in }.tCellFraction == nil)
    // 66 ng are 10,000 diploid genomes.
    #expect(abs((metrics { $0.dnaNanograms = 66 }.tCellFraction ?? 0) - 0.1) < 1e-9)
    #expect(metrics { $0.cellsInput = 4_000 }.tCellFraction == 0.25)
    let contradicted = metrics { $0.cellsInput = 900 }
    #expect(contradicted.tCellFraction == nil && contradicted.notes.contains(.materialTooSmall))
  }

  @Test("libraries of another primer mix are told by their V usage")
  func batch() {
    func study(shift: Bool) -> StudyTracking {
      var repertoires = BloodTrackingTests.blood(days: [(14, [:])])
      for place in repertoires.indices {
        let genes = (0..<20).map {
          repertoires[place].calls.id(of: GeneCall(airr: "TRBV\($0 + 1)"))
        }
        for row in repertoires[place].clonotypes.indices {
          let junction = repertoires[place].texts[repertoires[place].clonotypes[row].junction]
          let number = junction.reduce(0) { ($0 * 31 + Int($1)) % 20 }
          // The shifted library misses a quarter of the V genes.
          let gene = shift && place == 1 && number < 5 ? number + 5 : number
          repertoires[place].clonotypes[row].vCall = genes[gene]
        }
      }
      return StudyTracking.track(repertoires)
    }
    #expect(!study(shift: false).patients[0].summaries[0].notes.contains(.vUsageDiffers))
    let shifted = study(shift: true).patients[0]
    #expect(shifted.comparisons[0].notes.contains(.vUsageDiffers))
    #expect(shifted.summaries[0].notes.contains(.vUsageDiffers))
    #expect((shifted.samplePairs[0].vDivergence ?? 0) > 0.05)
  }

  @Test("product clones are followed to their last day and compared with the product")
  func product() throws {
    let repertoires = [
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B0", .blood, day: 0), Self.rows([(1, 50), (2, 50)])),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B1", .blood, day: 14), Self.rows([(1, 10), (3, 80), (4, 10)])),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("B2", .blood, day: 28), Self.rows([(3, 50), (4, 50)])),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("T1", .tumor, day: 40), Self.rows([(1, 5), (4, 5)])),
      RepertoireBuilder.repertoire(
        RepertoireBuilder.sample("I", .product, day: 0), Self.rows([(1, 10), (3, 10), (5, 80)])),
    ]
    let patient = StudyTracking.track(repertoires).patients[0]
    // Clone 5 is never seen again; clones 2 and 4 are none of the product.
    #expect(patient.productClones.count == 2)
    let third = try #require(
      patient.productClones.first { $0.isNotSeenBefore })
    #expect(third.productCount == 10 && third.productFrequency == 0.1 && third.bloodDays == 2)
    #expect(third.lastBloodDay == 28 && third.lastTumorDay == nil && third.peakDay == 14)
    #expect(third.peakFrequency == 0.8 && abs((third.log2OverProduct ?? 0) - 3) < 0.4)
    #expect((third.log2OverProductLow ?? 0) > 1)
    let first = try #require(patient.productClones.first { !$0.isNotSeenBefore })
    #expect(first.lastBloodDay == 14 && first.lastTumorDay == 40)
    let rows = patient.persistence
    #expect(rows.map(\.detected) == [2, 1, 1])
    #expect(abs((rows[0].medianLog2 ?? 9) - 1.5) < 1e-9)
    let listed = try #require(patient.clones.first { $0.cloneID == third.cloneID })
    #expect(listed.inProduct == true && listed.productCount == 10 && listed.lastDay == 28)
  }
}
