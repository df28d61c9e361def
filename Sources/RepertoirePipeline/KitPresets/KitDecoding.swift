internal import Repertoires
internal import SequenceIO
internal import Sequences
internal import Yams

/// Reads a kit from YAML and names every fault with its file and line.
struct KitDecoding {
  private let file: String
  private(set) var faults: [Fault] = []

  /// The keys of a kit, all of which must be there.
  private enum Key: String, CaseIterable {
    case id, title, material, strand
    case fivePrimeEnd = "primer_5"
    case threePrimeEnd = "primer_3"
    case loci
    case region = "covered"
    case readStructures = "read_structures"
    case mateOrder = "mates"
    case umiPlace = "umi"
    case structureOption = "read_structure_from"
    case countUnit = "count_unit"
    case sources, notes, quality
  }

  /// Decodes a kit; throws 78 with all faults.
  static func kit(text: String, file: String) throws(PipelineError) -> Kit {
    var decoding = KitDecoding(file: file)
    let kit = decoding.decode(text)
    guard let kit, decoding.faults.isEmpty else {
      throw PipelineError(.badSettings, decoding.faults)
    }
    return kit
  }

  private init(file: String) { self.file = file }

  private mutating func decode(_ text: String) -> Kit? {
    guard let root = compose(text) else { return nil }
    guard let top = root.mapping else {
      add(root, found: "no mapping", expected: "keys and values", remedy: "Write `key: value`")
      return nil
    }
    var nodes: [Key: Node] = [:]
    for (keyNode, value) in top {
      let name = keyNode.string ?? ""
      if let key = Key(rawValue: name) {
        nodes[key] = value
      } else {
        let names = Key.allCases.map(\.rawValue)
        let meant = NearMiss.of(name, among: names)
        add(
          keyNode, found: "the unknown key '\(name)'",
          expected: "one of \(names.joined(separator: ", "))",
          remedy: meant.map { "Did you mean '\($0)'? Rename the key" } ?? "Remove the key")
      }
    }
    for key in Key.allCases where nodes[key] == nil {
      add(
        root, found: "no key '\(key.rawValue)'", expected: "all keys of a kit",
        remedy: "Add it; `clonova kits show generic-amplicon` is an example")
    }
    guard faults.isEmpty else { return nil }
    let structures = readStructures(nodes[.readStructures])
    let kit = Kit(
      id: string(nodes[.id]), title: string(nodes[.title]),
      material: word(nodes[.material], else: .any), strand: word(nodes[.strand], else: .either),
      fivePrimeEnd: word(nodes[.fivePrimeEnd], else: .any),
      threePrimeEnd: word(nodes[.threePrimeEnd], else: .any), loci: loci(nodes[.loci]),
      region: word(nodes[.region], else: .cdr3), first: structures["r1"] ?? .template,
      second: structures["r2"], mateOrder: word(nodes[.mateOrder], else: .fixed),
      umiPlace: word(nodes[.umiPlace], else: .none),
      structureOption: word(nodes[.structureOption], else: .kit),
      countUnit: word(nodes[.countUnit], else: .reads),
      sources: strings(nodes[.sources]), notes: strings(nodes[.notes]),
      quality: quality(nodes[.quality]), text: text)
    checkUMI(of: kit, at: nodes[.umiPlace] ?? root)
    let line = (nodes[.readStructures] ?? root).mark?.line ?? 1
    let place = "\(file), line \(line), \(Key.readStructures.rawValue)"
    if let fault = kit.identifierFault(at: place) { faults.append(fault) }
    return kit
  }

  /// Where the kit says that its UMI is must be where its structures have it.
  private mutating func checkUMI(of kit: Kit, at node: Node) {
    let isInFirst = kit.first.umiBases > 0
    let isInSecond = (kit.second?.umiBases ?? 0) > 0
    let isInHeader = kit.first.headerTag != nil || kit.second?.headerTag != nil
    let found: Kit.UMIPlace =
      isInHeader
      ? .header : isInFirst && isInSecond ? .both : isInFirst ? .r1 : isInSecond ? .r2 : .none
    let isRight =
      kit.structureOption == .required
      ? kit.umiPlace == .given : kit.umiPlace == found && (kit.countUnit == .umi) == kit.hasUMI
    if !isRight {
      add(
        node, found: "umi: \(kit.umiPlace.rawValue), count_unit: \(kit.countUnit.rawValue)",
        expected: "what the read structures hold (\(found.rawValue))", remedy: "Correct it")
    }
  }

  private mutating func compose(_ text: String) -> Node? {
    do {
      // Every value is taken as text; to tell numbers and dates apart takes seven regular
      // expressions, 1 ms of each start.
      if let node = try Yams.compose(yaml: text, .basic) { return node }
      add(line: 1, found: "an empty file", expected: "a kit", remedy: "Write the kit")
    } catch let error as YamlError {
      let (line, problem) = Self.place(of: error)
      add(
        line: line, found: "YAML that cannot be read (\(problem))", expected: "valid YAML",
        remedy: "Check indentation, colons and quotes near that line")
    } catch {
      add(
        line: 1, found: "YAML that cannot be read (\(error))", expected: "valid YAML",
        remedy: "Check the file")
    }
    return nil
  }

  private static func place(of error: YamlError) -> (line: Int, problem: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, problem)
    case .duplicatedKeysInMapping(let keys, let context):
      (context.mark.line, "the key \(keys.joined(separator: ", ")) twice")
    default: (1, "\(error)")
    }
  }

  private mutating func string(_ node: Node?) -> String {
    guard let node else { return "" }
    if let text = node.string, !text.isEmpty { return text }
    add(node, found: "no text", expected: "a text", remedy: "Write the value after the key")
    return ""
  }

  private mutating func strings(_ node: Node?) -> [String] {
    guard let node else { return [] }
    guard let sequence = node.sequence, !sequence.isEmpty else {
      add(node, found: "no list", expected: "a list of texts", remedy: "Start each with `- `")
      return []
    }
    return sequence.map { string($0) }
  }

  private mutating func word<Word: RawRepresentable & CaseIterable>(
    _ node: Node?, else fallback: Word
  ) -> Word where Word.RawValue == String {
    guard let node else { return fallback }
    let text = string(node)
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    let meant = NearMiss.of(text, among: words)
    add(
      node, found: "'\(text)'", expected: "one of \(words.joined(separator: ", "))",
      remedy: meant.map { "Did you mean '\($0)'? Correct the value" } ?? "Correct the value")
    return fallback
  }

  private mutating func loci(_ node: Node?) -> [Locus] {
    strings(node).compactMap { name in
      if let locus = Locus(rawValue: name) { return locus }
      if let node {
        add(
          node, found: "the locus '\(name)'",
          expected: Locus.allCases.map(\.rawValue).joined(separator: ", "), remedy: "Correct it")
      }
      return nil
    }
  }

  private mutating func readStructures(_ node: Node?) -> [String: ReadStructure] {
    var structures: [String: ReadStructure] = [:]
    for (mate, value) in pairs(node, keys: ["r1", "r2"]) {
      let text = string(value)
      if text == "none" && mate == "r2" { continue }
      do throws(ReadStructureError) {
        structures[mate] = try ReadStructure(text)
      } catch {
        add(
          value, found: "\(error.place): \(error.found)", expected: error.expected,
          remedy: error.remedy)
      }
    }
    return structures
  }

  private mutating func quality(_ node: Node?) -> [QualityCheck.Measure: Kit.Threshold] {
    var thresholds: [QualityCheck.Measure: Kit.Threshold] = [:]
    let names = QualityCheck.Measure.allCases.map(\.rawValue)
    let given = names.filter { name in
      QualityCheck.Measure(rawValue: name)?.isOptional != true || node?.mapping?[name] != nil
    }
    for (name, value) in pairs(node, keys: given) {
      guard let measure = QualityCheck.Measure(rawValue: name) else { continue }
      var limits: [String: Double] = [:]
      for (key, limit) in pairs(value, keys: ["good", "poor"]) {
        guard let share = limit.string.flatMap(Double.init), (0...1).contains(share) else {
          add(limit, found: "no share", expected: "a number from 0 to 1", remedy: "Correct it")
          continue
        }
        limits[key] = share
      }
      guard let good = limits["good"], let poor = limits["poor"] else { continue }
      if poor > good {
        add(value, found: "poor above good", expected: "poor <= good", remedy: "Swap them")
      }
      thresholds[measure] = Kit.Threshold(good: good, poor: poor)
    }
    return thresholds
  }

  /// The entries of a mapping, which must have exactly the given keys, in their order.
  private mutating func pairs(_ node: Node?, keys: [String]) -> [(String, Node)] {
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      add(
        node, found: "no mapping", expected: "the keys \(keys.joined(separator: ", "))",
        remedy: "Write `key: value`")
      return []
    }
    for (key, _) in mapping where !keys.contains(key.string ?? "") {
      add(
        key, found: "the unknown key '\(key.string ?? "")'",
        expected: "one of \(keys.joined(separator: ", "))", remedy: "Rename or remove it")
    }
    for key in keys where mapping[key] == nil {
      add(node, found: "no key '\(key)'", expected: "the key", remedy: "Add it")
    }
    return keys.compactMap { key in mapping[key].map { (key, $0) } }
  }

  private mutating func add(_ node: Node, found: String, expected: String, remedy: String) {
    add(line: node.mark?.line ?? 1, found: found, expected: expected, remedy: remedy)
  }

  private mutating func add(line: Int, found: String, expected: String, remedy: String) {
    faults.append(
      Fault(place: "\(file), line \(line)", found: found, expected: expected, remedy: remedy))
  }
}
