internal import Repertoires
internal import SequenceIO
internal import Sequences

extension Kit {
  /// The kit with the structures that the user gave, as `r1=STRUCTURE` and `r2=STRUCTURE`, each a
  /// text of its own or both in one.
  ///
  /// - Throws: 64 when they cannot be read, when a kit that needs them gets none, or one that takes
  ///   none gets some.
  public func with(structures: [String], at place: String) throws(PipelineError) -> Kit {
    guard !structures.isEmpty else {
      guard structureOption != .required else {
        throw PipelineError(
          .usage, at: place, found: "kit '\(id)' without --read-structure",
          expected: "what the mates hold",
          remedy: "Add for instance --read-structure r1=umi:12,template r2=template")
      }
      return self
    }
    guard structureOption != .kit else {
      throw PipelineError(
        .usage, at: place, found: "--read-structure with kit '\(id)', whose structure is known",
        expected: "a generic kit", remedy: "Leave it out, or use generic-amplicon-umi")
    }
    var kit = self
    var given: Set<String> = []
    for text in Self.ofMates(structures) {
      let parts = text.split(separator: "=", maxSplits: 1)
      let mate = parts.count == 2 ? parts[0].lowercased() : ""
      guard mate == "r1" || mate == "r2", given.insert(mate).inserted else {
        throw PipelineError(
          .usage, at: place, found: "--read-structure '\(text)'",
          expected: "r1=STRUCTURE or r2=STRUCTURE, each once",
          remedy: "Write for instance --read-structure r1=umi:12,template r2=template")
      }
      do throws(ReadStructureError) {
        if mate == "r1" {
          kit.first = try ReadStructure(String(parts[1]))
        } else {
          kit.second = parts[1] == "none" ? nil : try ReadStructure(String(parts[1]))
        }
      } catch {
        throw PipelineError(
          .usage, at: "--read-structure \(mate), " + error.place, found: error.found,
          expected: error.expected, remedy: error.remedy)
      }
    }
    guard kit.hasUMI || countUnit != .umi else {
      throw PipelineError(
        .usage, at: place, found: "read structures without a UMI for kit '\(id)'",
        expected: "a part 'umi' or 'header'",
        remedy: "Say where the UMI is, or use generic-amplicon to count reads")
    }
    if let fault = kit.identifierFault(at: place) { throw PipelineError(.usage, [fault]) }
    return kit
  }

  /// The fault of identifiers that are too long in both mates together, though not in any; nil without
  /// it.
  func identifierFault(at place: String) -> Fault? {
    guard hasUMI, identifierBases > UMI.capacity else { return nil }
    return Fault(
      place: place, found: "identifiers of \(identifierBases) bases in both mates",
      expected: "at most \(UMI.capacity) bases of identifiers in all, cell barcodes included",
      remedy: "Write the part that varies least as 'skip'")
  }

  /// One text for each mate: blanks part the parts of a structure too, so that only a word that
  /// starts with a mate's name begins the next.
  private static func ofMates(_ structures: [String]) -> [String] {
    var texts: [String] = []
    for text in structures {
      texts.append("")
      for word in text.split(whereSeparator: \.isWhitespace) {
        let isNext = ["r1=", "r2="].contains(word.prefix(3).lowercased())
        if isNext, texts.last != "" { texts.append("") }
        texts[texts.count - 1] += (texts.last == "" ? "" : " ") + word
      }
    }
    return texts
  }

  /// The structures as they go into the digest of a result.
  var structureText: String { "\(first) | \(second.map { "\($0)" } ?? "none") | \(mateOrder)" }
}
