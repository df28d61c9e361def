import SequenceIO

extension InputProgress {
  /// The files that lack the empty block at the end of BGZF, by mate and lane: paths differ from
  /// machine to machine.
  func unmarked(r1: [String], r2: [String]) -> [String] {
    let unmarked = Set(filesWithoutEndMarker)
    return [("R1", r1), ("R2", r2)].flatMap { mate, paths in
      paths.indices.filter { unmarked.contains(paths[$0]) }.map { "\(mate) file \($0 + 1)" }
    }
  }
}
