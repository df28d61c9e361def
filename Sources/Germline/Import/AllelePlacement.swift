internal import Sequences

/// Makes an allele of a record: reads its fields, finds its anchor and verifies it by translation.
struct AllelePlacement {
  /// The allele.
  let allele: Allele
  /// What is unusual about it; the allele is kept nevertheless.
  let remarks: [GermlineFinding.Reason]

  /// The fewest bases a segment needs to be told from others and to hold its anchor.
  private static func leastBases(of segment: Segment) -> Int {
    switch segment {
    case .v: 60
    case .d: 6
    case .j: 24
    case .c: 30
    }
  }

  /// Places a record of `species`; throws why it cannot be.
  init(_ record: GermlineRecord, species: Species) throws(GermlineFinding.Reason) {
    let name = try AlleleName(reading: record.name)
    try Self.checkFields(of: record, against: name, species: species)
    let sequence = try GappedSequence(reading: record.bases)
    let least = Self.leastBases(of: name.segment)
    guard sequence.codes.count >= least else {
      throw .tooShort(bases: sequence.codes.count, least: least)
    }
    var remarks: [GermlineFinding.Reason] = []
    let anchor = try Self.anchor(of: record, name, sequence, remarks: &remarks)
    let codes = sequence.codes
    let functionality = try Self.functionality(
      of: record, name, codes, anchor: anchor, remarks: &remarks)
    let frame: Int? =
      switch name.segment {
      case .v, .j: anchor.map { $0.position % 3 }
      case .d: nil
      case .c: Self.frameOfConstant(record, sequence)
      }
    var regions: VRegionBoundaries?
    if name.segment == .v, let anchor {
      regions = Self.regions(record, sequence, anchor.position)
      if anchor.isUsable { remarks += Self.remarks(on: regions) }
    }
    allele = Allele(
      name: name.text, locus: name.locus, segment: name.segment, functionality: functionality,
      codes: codes, frame: frame, anchorPosition: anchor?.position,
      isAnchored: anchor?.isUsable ?? false, regions: regions)
    self.remarks = remarks
  }

  private static func checkFields(
    of record: GermlineRecord, against name: AlleleName, species: Species
  ) throws(GermlineFinding.Reason) {
    if let stated = record.species, Species(germlineName: stated) != species {
      throw .otherSpecies(found: stated, wanted: species)
    }
    if let locus = record.locus?.uppercased(), locus != name.locus.rawValue {
      // TRAV14/DV4 belongs to both loci; a set of either may hold it.
      let isShared = name.locus == .tra && locus == Locus.trd.rawValue && name.text.contains("/DV")
      guard isShared else { throw .contradiction(stated: "locus \(locus)") }
    }
    guard let region = record.region else { return }
    let segment: Segment? =
      switch region.uppercased() {
      case "V", "V-REGION": .v
      case "D", "D-REGION": .d
      case "J", "J-REGION": .j
      case "C", "C-REGION", "EX1": .c
      default: nil
      }
    guard let segment else { throw .otherRegion(found: region) }
    guard segment == name.segment else { throw .contradiction(stated: region) }
  }

  private static func anchor(
    of record: GermlineRecord, _ name: AlleleName, _ sequence: GappedSequence,
    remarks: inout [GermlineFinding.Reason]
  ) throws(GermlineFinding.Reason) -> (position: Int, isUsable: Bool)? {
    guard name.segment == .v || name.segment == .j else { return nil }
    let codes = sequence.codes
    let frame = record.frame.map { Self.shifted($0, by: sequence.leadingUnknown) }
    // Any number may be stated; only places of the record are taken for one.
    var stated = record.anchorPositions.filter(record.bases.indices.contains).map {
      $0 - sequence.leadingUnknown
    }
    if let anchor = sequence.anchor, name.segment == .v { stated.append(anchor) }
    stated.removeAll { $0 < 0 || $0 + 3 > codes.count }
    if name.segment == .v, stated.isEmpty, sequence.endsBeforeAnchor { throw .endsBeforeAnchor }
    let found: [Int] =
      switch name.segment {
      case .v: [AnchorSearch.cysteine(in: codes, frame: stated.first ?? frame)].compactMap { $0 }
      // A frame may be stated wrongly; what is encoded where the locus has it is hardly chance.
      default:
        [frame, nil].compactMap { AnchorSearch.motif(in: codes, locus: name.locus, frame: $0) }
      }
    let usable = (stated + found).first {
      AnchorSearch.isAnchor(at: $0, in: codes, segment: name.segment)
    }
    if let usable {
      let outside = record.anchorPositions.first.map { Self.moved($0, by: sequence.leadingUnknown) }
      let other = record.otherAnchor.map { Self.moved($0, by: sequence.leadingUnknown) }
      if let first = stated.first ?? outside, !stated.contains(usable) {
        remarks.append(.movedAnchor(from: first &+ 1, to: usable + 1))
      } else if let other, other != usable {
        remarks.append(.movedAnchor(from: other &+ 1, to: usable + 1))
      } else if let inFrame = found.first, let frame, usable % 3 != frame, stated.isEmpty {
        remarks.append(.movedAnchor(from: inFrame + 1, to: usable + 1))
      }
      return (usable, true)
    }
    // A V without the motif and without gaps may be cut anywhere: no place is better than another.
    let fallback = stated.first ?? (name.segment == .j ? found.first : nil)
    guard let fallback else { throw .noAnchor }
    let end = min(codes.count, fallback + (name.segment == .v ? 3 : 12))
    let residues = GeneticCode.translation(ofCodes: Array(codes[fallback..<end]).span)
    remarks.append(.unusableAnchor(residues: String(decoding: residues, as: UTF8.self)))
    return (fallback, false)
  }

  /// The stated functionality, or what the translation says where none is stated.
  private static func functionality(
    of record: GermlineRecord, _ name: AlleleName, _ codes: [UInt8],
    anchor: (position: Int, isUsable: Bool)?, remarks: inout [GermlineFinding.Reason]
  ) throws(GermlineFinding.Reason) -> Functionality {
    var stop: Int?
    if name.segment == .v, let anchor {
      let frame = anchor.position % 3
      stop = AnchorSearch.firstStop(in: codes, from: frame, to: anchor.position)
        .map { $0 / 3 + 1 }
    }
    guard let label = record.functionality else {
      if stop != nil { return .pseudogene }
      return anchor?.isUsable ?? true ? .functional : .orf
    }
    guard let functionality = Functionality(label: label) else {
      throw .unknownFunctionality(label)
    }
    if functionality == .functional, let stop { remarks.append(.stopCodon(codon: stop)) }
    return functionality
  }

  /// The stated frame; else 2, since a J leaves one base to the first codon of every C; else, if
  /// that frame has a stop, the first open one.
  private static func frameOfConstant(_ record: GermlineRecord, _ sequence: GappedSequence) -> Int {
    if let frame = record.frame { return shifted(frame, by: sequence.leadingUnknown) }
    let codes = sequence.codes
    return [2, 0, 1].first {
      AnchorSearch.firstStop(in: codes, from: $0, to: codes.count) == nil
    } ?? 2
  }

  /// The regions the file states, or those of the gaps where these agree with the anchor.
  private static func regions(
    _ record: GermlineRecord, _ sequence: GappedSequence, _ anchor: Int
  ) -> VRegionBoundaries? {
    for ends in [record.regionEnds, sequence.regionEnds].compactMap({ $0 })
    where ends.last == anchor + 3 {
      if let regions = VRegionBoundaries(cut: sequence.cutRegions, ends: ends) { return regions }
    }
    return nil
  }

  /// What the rows of a V lack by its regions.
  private static func remarks(on regions: VRegionBoundaries?) -> [GermlineFinding.Reason] {
    guard let regions else { return [.withoutRegions] }
    let whole = [
      ("FWR1", regions.holdsFR1), ("CDR1", regions.holdsCDR1), ("FWR2", !regions.fr2.isEmpty),
      ("CDR2", !regions.cdr2.isEmpty), ("FWR3", !regions.fr3.isEmpty),
    ]
    let cut = whole.prefix { !$0.1 }.map(\.0)
    return cut.isEmpty ? [] : [.partialStart(cut: cut.joined(separator: ", "))]
  }

  /// A stated place without the bases removed from the start; any number may be stated.
  private static func moved(_ place: Int, by removed: Int) -> Int {
    let (moved, isBeyond) = place.subtractingReportingOverflow(removed)
    return isBeyond || moved == Int.max ? place &- 1 : moved
  }

  private static func shifted(_ frame: Int, by removed: Int) -> Int {
    ((frame - removed) % 3 + 3) % 3
  }
}
