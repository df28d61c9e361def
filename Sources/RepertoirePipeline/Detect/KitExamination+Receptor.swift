internal import SequenceIO
internal import Sequences

/// What the receptor in the reads says of a kit: strand, loci, ends, and where reads begin on it.
extension KitExamination {
  func checkStrand(_ file: Mate, _ verdict: inout KitVerdict) {
    let expected = verdict.kit.strand
    let (forward, reverse) = (facts[file].forward, facts[file].reverse)
    guard expected != .either, verdict.kit.first.hasTemplate,
      forward + reverse >= Self.fewestReads
    else { return }
    let right = expected == .forward ? forward : reverse
    let share = Self.share(right, of: forward + reverse)
    let words =
      expected == .forward ? "on the strand of the mRNA" : "on the strand against the mRNA"
    let text = "\(file.name) is \(words) in \(Self.percent(share)) of reads"
    if share < 0.8 {
      verdict.add(against: text + "; in the kit's it is in all")
    } else {
      verdict.add(for: text)
    }
  }

  func checkLoci(_ verdict: inout KitVerdict) {
    guard facts.receptors >= Self.fewestReads else { return }
    let strange = Locus.allCases.filter {
      !verdict.kit.loci.contains($0) && facts.share(of: $0) >= 0.1
    }
    guard !strange.isEmpty else { return }
    let shares = strange.map { "\($0.rawValue) \(Self.percent(facts.share(of: $0)))" }
    verdict.add(
      against: "reads of loci that it does not amplify: \(shares.joined(separator: ", "))")
  }

  /// What stands at the ends of the receptor: the constant region or J, V or what precedes it.
  func checkEnds(_ verdict: inout KitVerdict) {
    let kit = verdict.kit
    let mates = facts.isPaired ? Mate.allCases : [.first]
    let placed = mates.reduce(0) { $0 + facts[$1].placed }
    let withC = mates.reduce(0) { $0 + facts[$1].withC }
    let goingOn = mates.reduce(0) { $0 + facts[$1].goingOn }
    let inC = mates.reduce(0) { $0 + facts[$1].goingOnInC }
    let shareOfC = Self.share(withC, of: placed)
    if kit.threePrimeEnd == .j || kit.material == .dna, placed >= Self.fewestReads, shareOfC > 0.15
    {
      verdict.add(
        against: "\(Self.percent(shareOfC)) of reads hold the constant region; its amplicons end "
          + "in J")
    }
    if kit.threePrimeEnd == .c, goingOn >= Self.fewestReads {
      let share = Self.share(inC, of: goingOn)
      let text =
        "\(Self.percent(share)) of the reads that go on behind J are in the constant region"
      if share < 0.3 {
        verdict.add(against: text + "; its primer lies there")
      } else {
        verdict.add(for: text)
      }
    }
    let begins = mates.flatMap { facts[$0].fromV }.sorted()
    guard begins.count >= Self.fewestReads, !kit.hasFreeEnds else { return }
    let inside = Self.share(begins.count { $0 > 12 }, of: begins.count)
    let upstream = Self.share(begins.count { $0 < -75 }, of: begins.count)
    if kit.fivePrimeEnd == .race, inside > 0.5 {
      verdict.add(
        against: "\(Self.percent(inside)) of reads begin inside V; template switching begins "
          + "before it")
    }
    if kit.fivePrimeEnd == .v, upstream > 0.5 {
      verdict.add(
        against: "\(Self.percent(upstream)) of reads begin far before V, as after template "
          + "switching; its primers lie in V")
    }
    if kit.fivePrimeEnd == .v, kit.region == .cdr1ToFR4 || kit.region == .vdj {
      let near = mates.flatMap { facts[$0].fromVAnchor }
      let share = Self.share(near.count { $0 > -150 }, of: near.count)
      if share > 0.7 {
        verdict.add(
          against: "\(Self.percent(share)) of reads begin within 150 bases of the junction; the "
            + "kit's begin in framework 1")
      }
    }
  }

  func checkFragments(_ verdict: inout KitVerdict) {
    guard let isFragmented = facts.isFragmented, !verdict.kit.isGeneric else { return }
    if isFragmented, !verdict.kit.hasFreeEnds {
      verdict.add(
        against: "reads begin anywhere on the genes, as fragments do; its primers are fixed")
    }
    guard verdict.kit.hasFreeEnds else { return }
    if isFragmented {
      verdict.add(for: "reads begin anywhere on the genes")
    } else {
      verdict.add(against: "reads begin at fixed places of the genes; its fragments begin anywhere")
    }
  }
}
