import Germline

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
