import Sequences
import TestSupport
import Testing

@testable import VDJAlignment

@Suite struct MateStepTests {
  /// Both mates in ASCII, of which some hold unknown bases.
  private struct Mates {
    var first: [UInt8]
    var firstQuality: [UInt8]
    var second: [UInt8]
    var secondQuality: [UInt8]

    init(_ pair: SimulatedPair) {
      first = Array(pair.first.utf8)
      second = Array(pair.second.utf8)
      firstQuality = SimulatedPair.ascii(pair.firstQuality)
      secondQuality = SimulatedPair.ascii(pair.secondQuality)
    }

    mutating func swap() {
      Swift.swap(&first, &second)
      Swift.swap(&firstQuality, &secondQuality)
    }
  }

  /// What a pair comes to: both outcomes, and the V that are left where one mate is rearranged.
  private struct Result: Equatable {
    var first: AlignmentOutcome
    var second: AlignmentOutcome
    var ties: [UInt16] = []
    var orientation: MateOrientation?

    init(_ first: AlignmentOutcome, _ second: AlignmentOutcome) {
      self.first = first
      self.second = second
    }

    mutating func narrow(
      _ aligner: inout ReadAligner, _ mateAligner: inout ReadAligner, _ mates: Mates
    ) {
      if case .rearranged = first {
        orientation = aligner.orientation(toMate: mateAligner, outcome: second)
        aligner.narrowV(
          byMate: mateAligner, outcome: second, quality: mates.firstQuality.span)
        ties = aligner.vTies
      } else if case .rearranged = second {
        orientation = mateAligner.orientation(toMate: aligner, outcome: first)
        mateAligner.narrowV(
          byMate: aligner, outcome: first, quality: mates.secondQuality.span)
        ties = mateAligner.vTies
      }
    }
  }

  /// Both mates to the end, each for itself.
  private func whole(_ mates: Mates) -> Result {
    var aligner = ReadAligner(index: TestIndexes.human)
    var mateAligner = aligner
    var result = Result(
      aligner.align(sequence: mates.first.span, quality: mates.firstQuality.span),
      mateAligner.align(sequence: mates.second.span, quality: mates.secondQuality.span))
    result.narrow(&aligner, &mateAligner, mates)
    return result
  }

  /// The same by the steps of a pair.
  private func stepwise(
    _ mates: Mates, _ aligner: inout ReadAligner, _ mateAligner: inout ReadAligner,
    _ merger: inout MateMerger
  ) -> Result {
    aligner.load(mates.first.span, isSecond: false, from: &merger)
    mateAligner.load(mates.second.span, isSecond: true, from: &merger)
    let first = aligner.alignByJ(quality: mates.firstQuality.span)
    let second = mateAligner.alignByJ(quality: mates.secondQuality.span)
    var result: Result
    switch (first, second) {
    case (.rearranged(let found), nil):
      result = Result(
        .rearranged(found),
        mateAligner.alignWithoutJ(
          sequence: mates.second.span, quality: mates.secondQuality.span,
          besideRearranged: aligner))
    case (nil, .rearranged(let found)):
      result = Result(
        aligner.alignWithoutJ(
          sequence: mates.first.span, quality: mates.firstQuality.span,
          besideRearranged: mateAligner), .rearranged(found))
    default:
      result = Result(
        first
          ?? aligner.alignWithoutJ(sequence: mates.first.span, quality: mates.firstQuality.span),
        second
          ?? mateAligner.alignWithoutJ(
            sequence: mates.second.span, quality: mates.secondQuality.span))
    }
    result.narrow(&aligner, &mateAligner, mates)
    return result
  }

  @Test(
    "the steps of a pair come to what two whole alignments come to", arguments: [2, 20],
    [100, 150, 250])
  func agree(_ errors: Int, _ readLength: Int) {
    var generator = SeededGenerator(seed: UInt64(errors * 1000 + readLength))
    var aligner = ReadAligner(index: TestIndexes.human)
    var mateAligner = aligner
    var merger = MateMerger()
    var rearranged = 0
    for number in 0..<30 {
      let insert = Int.random(in: readLength + 20...2 * readLength + 220, using: &generator)
      var mates = Mates(
        SimulatedPair(
          insert: insert, readLength: readLength, errorsPerThousand: errors, using: &generator))
      if number % 2 == 0 { mates.swap() }
      if number % 3 == 0 { mates.first[number % readLength] = 78 }
      if number % 5 == 0 { mates.second[number % readLength] = 78 }
      // The merger packs both mates, whether or not they overlap.
      _ = merger.merge(
        sequence: mates.first.span, quality: mates.firstQuality.span,
        mateSequence: mates.second.span, mateQuality: mates.secondQuality.span)
      let expected = whole(mates)
      #expect(stepwise(mates, &aligner, &mateAligner, &merger) == expected, "pair \(number)")
      if case .rearranged = expected.first { rearranged += 1 }
      if case .rearranged = expected.second { rearranged += 1 }
    }
    #expect(rearranged > 3)
  }

  @Test("both sights together show the rearrangements that a whole alignment shows")
  func sights() {
    var generator = SeededGenerator(seed: 5)
    var aligner = ReadAligner(index: TestIndexes.human)
    var atFirst = 0
    var atSecond = 0
    for number in 0..<400 {
      let mates = Mates(
        SimulatedPair(insert: 200, readLength: 150, errorsPerThousand: 30, using: &generator))
      aligner.load(mates.second.span)
      let first = aligner.rearrangementAtFirstSight(quality: mates.secondQuality.span)
      let found =
        first ?? aligner.rearrangementAtSecondSight(quality: mates.secondQuality.span)
      let outcome = aligner.align(sequence: mates.second.span, quality: mates.secondQuality.span)
      if let found {
        #expect(outcome == .rearranged(found), "read \(number)")
        atFirst += first == nil ? 0 : 1
        atSecond += first == nil ? 1 : 0
      }
    }
    #expect(atFirst > 100)
    #expect(atSecond > 0)
  }

  @Test("a read that is too short is that, also beside a rearranged mate") func tooShort() {
    var generator = SeededGenerator(seed: 6)
    let mates = Mates(
      SimulatedPair(insert: 200, readLength: 150, errorsPerThousand: 0, using: &generator))
    var aligner = ReadAligner(index: TestIndexes.human)
    var mateAligner = aligner
    aligner.load(mates.second.span)
    _ = aligner.alignByJ(quality: mates.secondQuality.span)
    let short = mates.first.span.extracting(..<12)
    let quality = mates.firstQuality.span.extracting(..<12)
    mateAligner.load(short)
    #expect(mateAligner.alignByJ(quality: quality) == nil)
    #expect(
      mateAligner.alignWithoutJ(sequence: short, quality: quality, besideRearranged: aligner)
        == .rejected(.tooShort))
  }
}
