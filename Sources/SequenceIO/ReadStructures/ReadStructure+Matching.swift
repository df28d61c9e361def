internal import Sequences

extension ReadStructure {
  /// Finds the parts in one read (ASCII bases) and writes them into `match`; allocates nothing.
  ///
  /// Of the places an anchor may have, the one with the fewest mismatches is taken, then the first.
  public func match(_ sequence: Span<UInt8>, into match: inout ReadStructureMatch) {
    match.reset()
    let steps = steps.span
    var position = 0
    var i = 0
    while i < steps.count {
      let end = groupEnd(from: i)
      let slack = end.floats ? findSlack(group: i..<end.index, at: position, sequence) : 0
      if match.status == .matched, slack == nil { match.status = .anchorMissing }
      while i < end.index {
        let step = steps[i]
        let length = step.minimum + (step.slack > 0 && step.kind != .trim ? slack ?? 0 : 0)
        take(step, length: length, at: &position, of: sequence, into: &match)
        i &+= 1
      }
    }
    if position > sequence.count { match.status = .tooShort }
  }

  /// The steps whose places are decided together: up to and with the one that decides the
  /// varying length of the first.
  private func groupEnd(from first: Int) -> (index: Int, floats: Bool) {
    guard steps[first].slack > 0, steps[first].kind != .trim else { return (first + 1, false) }
    var i = first + 1
    while i < steps.count, !steps[i].decides { i &+= 1 }
    return (min(i + 1, steps.count), true)
  }

  /// How much longer than its minimum the varying step is; nil when its motif is not found.
  private func findSlack(group: Range<Int>, at position: Int, _ sequence: Span<UInt8>) -> Int? {
    let motif = steps[group.upperBound - 1]
    var start = position
    for i in group.dropLast() { start &+= steps[i].minimum }
    var best: (slack: Int, mismatches: Int)?
    for slack in 0...steps[group.lowerBound].slack {
      let limit = best.map { $0.mismatches - 1 } ?? motif.mismatches
      guard limit >= 0 else { break }
      if let found = place(motif, at: start + slack, of: sequence, limit: limit) {
        best = (slack, found.mismatches)
      }
    }
    return best?.slack
  }

  private func take(
    _ step: Step, length: Int, at position: inout Int, of sequence: Span<UInt8>,
    into match: inout ReadStructureMatch
  ) {
    let start = position
    switch step.kind {
    case .skip:
      position &+= length
    case .umi, .cell:
      position &+= length
      guard position <= sequence.count else { return }
      collect(step, start..<position, of: sequence, into: &match)
    case .anchor, .primer:
      if let found = place(step, at: start, of: sequence, limit: step.mismatches) {
        match.mismatches &+= found.mismatches
        match.alternative = found.alternative
        position &+= found.length
      } else {
        if match.status == .matched { match.status = .anchorMissing }
        position &+= length
      }
      if step.kind == .primer { position = start }
    case .trim:
      trim(step, at: &position, of: sequence, into: &match)
    case .template:
      match.template = min(start, sequence.count)..<sequence.count
    }
  }

  private func collect(
    _ step: Step, _ range: Range<Int>, of sequence: Span<UInt8>,
    into match: inout ReadStructureMatch
  ) {
    guard step.isMotif else {
      if step.kind == .umi { match.umi.append(range) } else { match.cell.append(range) }
      return
    }
    if let found = place(step, at: range.lowerBound, of: sequence, limit: step.mismatches) {
      match.mismatches &+= found.mismatches
    } else if match.status == .matched {
      match.status = .anchorMissing
    }
    let masks = masks.span
    let first = motifs[step.motifs.lowerBound].start
    var i = 0
    while i < range.count {
      var j = i
      while j < range.count, !Motif.isFixed(masks[first + j]) { j &+= 1 }
      let stretch = range.lowerBound + i..<range.lowerBound + j
      if i < j, step.kind == .umi { match.umi.append(stretch) }
      if i < j, step.kind == .cell { match.cell.append(stretch) }
      i = j + 1
    }
  }

  private func trim(
    _ step: Step, at position: inout Int, of sequence: Span<UInt8>,
    into match: inout ReadStructureMatch
  ) {
    let start = position
    let end = min(sequence.count, start + step.minimum + step.slack)
    while position < end, Nucleotide.code(ofASCII: sequence[position]) == step.base {
      position &+= 1
    }
    let length = position - start
    match.trimmedBases &+= length
    if length < step.minimum, match.status == .matched { match.status = .runMissing }
  }

  /// The best alternative of a motif at a place, with at most `limit` mismatches.
  private func place(
    _ step: Step, at start: Int, of sequence: Span<UInt8>, limit: Int
  ) -> (alternative: Int, length: Int, mismatches: Int)? {
    let masks = masks.span
    var best: (alternative: Int, length: Int, mismatches: Int)?
    for k in step.motifs {
      let motif = motifs[k]
      guard start + motif.count <= sequence.count else { continue }
      let allowed = best.map { $0.mismatches - 1 } ?? limit
      var mismatches = 0
      var i = 0
      while i < motif.count, mismatches <= allowed {
        mismatches &+= Self.agrees(sequence[start + i], masks[motif.start + i]) ? 0 : 1
        i &+= 1
      }
      if mismatches <= allowed {
        best = (k - step.motifs.lowerBound, motif.count, mismatches)
      }
    }
    return best
  }

  @inline(__always)
  private static func agrees(_ byte: UInt8, _ mask: UInt8) -> Bool {
    // An unknown base, code 4, has no bit among the four.
    mask == 0b1111 || mask & (1 &<< Nucleotide.code(ofASCII: byte)) != 0
  }
}
