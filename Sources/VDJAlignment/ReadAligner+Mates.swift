import Germline
import Sequences

/// How two mates that do not overlap lie to each other.
public enum MateOrientation: Sendable {
  /// Towards each other, as sequencers read fragments.
  case inward
  /// Both on one strand.
  case sameStrand
  /// Away from each other.
  case outward
  /// One of them shows neither V nor J, or they cannot be compared.
  case unknown
}

/// A pair, mate by mate: the cheap looks at both come first, and reasons are sought only where neither
/// shows the junction.
extension ReadAligner {
  /// Packs a read, for the steps that follow.
  public mutating func load(_ sequence: Span<UInt8>) {
    isReceptorReverse = nil
    isLoaded = sequence.count >= Self.shortestRead
    if isLoaded { oriented.load(sequence) }
  }

  /// Takes the first or second mate over from the merger that was given both last; as
  /// ``load(_:)`` otherwise.
  ///
  /// - Parameter sequence: The mate as in the file.
  public mutating func load(
    _ sequence: Span<UInt8>, isSecond: Bool, from merger: inout MateMerger
  ) {
    isReceptorReverse = nil
    isLoaded = sequence.count >= Self.shortestRead
    if isLoaded && !merger.give(isSecond: isSecond, to: &oriented) { oriented.load(sequence) }
  }

  /// What the loaded read is by its J; nil without J, and for a read that is too short.
  public mutating func alignByJ(quality: Span<UInt8>) -> AlignmentOutcome? {
    isLoaded ? outcomeByJ(quality: quality) : nil
  }

  /// What the loaded read is, in which ``alignByJ(quality:)`` found none.
  ///
  /// - Parameters:
  ///   - sequence: The read as in the file.
  ///   - quality: Its qualities.
  public mutating func alignWithoutJ(
    sequence: Span<UInt8>, quality: Span<UInt8>
  ) -> AlignmentOutcome {
    guard isLoaded else { return .rejected(.tooShort) }
    return outcomeWithoutJ(sequence: sequence, quality: quality)
  }

  /// The same where the mate is rearranged: its V is looked for first, on the strand that sequencers
  /// read.
  ///
  /// - Parameter mate: The aligner whose last read was the mate.
  public mutating func alignWithoutJ(
    sequence: Span<UInt8>, quality: Span<UInt8>, besideRearranged mate: borrowing ReadAligner
  ) -> AlignmentOutcome {
    if isLoaded, let isMateReverse = mate.isReceptorReverse {
      turn(toReverse: !isMateReverse)
      // With room for a J behind V, one that has no seed may be there.
      if placeKnownV(mate.vSearch.ties, quality: quality),
        isWithoutRoomForJ(behind: vSearch.best)
      {
        isReceptorReverse = oriented.isReverse
        return .rejected(.junctionNotCovered)
      }
      turn(toReverse: false)
    }
    return alignWithoutJ(sequence: sequence, quality: quality)
  }

  /// The rearrangement of the loaded read where the plain places of J show it; nil otherwise.
  public mutating func rearrangementAtFirstSight(quality: Span<UInt8>) -> Rearrangement? {
    isJPlaced = isLoaded && placeJAtFirstSight(quality: quality)
    return isJPlaced ? rearrangementByJ(quality: quality) : nil
  }

  /// The same where any place of J shows it, after ``rearrangementAtFirstSight(quality:)`` gave nil;
  /// nil also where ``align(sequence:quality:)`` would have to search longer.
  public mutating func rearrangementAtSecondSight(quality: Span<UInt8>) -> Rearrangement? {
    guard isLoaded, !isJPlaced, placeJAtSecondSight(quality: quality) else { return nil }
    return rearrangementByJ(quality: quality)
  }

  private mutating func rearrangementByJ(quality: Span<UInt8>) -> Rearrangement? {
    let j = jSearch.best
    guard let locus = placeV(before: j, quality: quality),
      !isChance(j: j, behind: vSearch.best, isSought: false),
      !isOfOtherLocus(j: j, locus: locus, quality: quality),
      case .rearranged(let found) = finished(locus: locus, quality: quality)
    else { return nil }
    return found
  }
}

/// What the mate of a rearranged read adds.
extension ReadAligner {
  /// Aligns the read that two overlapping mates were merged to.
  public mutating func align(_ merged: borrowing MateMerger) -> AlignmentOutcome {
    align(sequence: merged.sequence, quality: merged.quality)
  }

  /// Narrows the tied J targets of the last rearranged read to those that its mate leaves open.
  ///
  /// - Parameter mate: An aligner whose last read was the mate; what it found is only heeded when
  ///   it placed a J there and agrees with any of the ties.
  public mutating func narrowJ(byMate mate: borrowing ReadAligner, outcome: AlignmentOutcome) {
    switch outcome {
    case .rearranged, .rejected(.noV): jSearch.narrow(to: mate.jSearch.ties)
    case .rejected(.junctionNotCovered):
      // The same reason stands for V alone, where the search for J ended without one.
      if mate.jSearch.best.score >= Self.leastJScore { jSearch.narrow(to: mate.jSearch.ties) }
    case .rejected: break
    }
  }

  /// How the last read, which is rearranged, and its mate lie to each other on the receptor.
  ///
  /// - Parameter mate: An aligner whose last read was the mate.
  public func orientation(
    toMate mate: borrowing ReadAligner, outcome: AlignmentOutcome
  ) -> MateOrientation {
    guard let isReverse = isReceptorReverse, let isMateReverse = mate.isReceptorReverse else {
      return .unknown
    }
    if isReverse == isMateReverse { return .sameStrand }
    let v = vSearch.best
    let j = jSearch.best
    switch outcome {
    case .rejected(.noV):
      let mateJ = mate.jSearch.best
      let isMateBehind = mateJ.start - mateJ.anchor >= j.end - j.anchor
      return isMateBehind && isReverse ? .outward : .inward
    case .rejected(.noJ), .rejected(.junctionNotCovered):
      guard mate.jSearch.best.score < Self.leastJScore else { return .inward }
      let mateV = mate.vSearch.best
      let isMateBefore = mateV.end - mateV.anchor <= v.start - v.anchor
      return isMateBefore && !isReverse ? .outward : .inward
    case .rearranged, .rejected: return .inward
    }
  }
}
