internal import Foundation

/// YAML with quoted texts, in the order in which keys are added.
struct YAMLText {
  private(set) var text = ""
  private var depth = 0
  private var isItemStart = false

  /// Begins a mapping under a key.
  mutating func open(_ key: String) {
    line("\(key):")
    depth += 1
  }

  /// Begins a list under a key.
  mutating func openList(_ key: String) { open(key) }

  /// Begins a mapping that is an item of a list.
  mutating func openItem() {
    isItemStart = true
    depth += 1
  }

  /// Ends what was begun last.
  mutating func close() { depth -= 1 }

  mutating func add(_ key: String, _ value: String?) {
    line("\(key): \(value.map(Self.quoted) ?? "null")")
  }

  mutating func add(_ key: String, _ value: Bool) { line("\(key): \(value)") }

  mutating func add(_ key: String, number: Double?) {
    guard let number else { return add(key, nil) }
    line("\(key): \(Int(exactly: number).map(String.init) ?? "\(number)")")
  }

  mutating func addList(_ key: String, _ values: [String]) {
    line("\(key): [\(values.map(Self.quoted).joined(separator: ", "))]")
  }

  /// A term of an ontology; null when neither id nor label is known.
  mutating func addTerm(_ key: String, id: String?, label: String?) {
    guard id != nil || label != nil else { return add(key, nil) }
    open(key)
    add("id", id)
    add("label", label)
    close()
  }

  private mutating func line(_ content: String) {
    let indent = String(repeating: "  ", count: isItemStart ? depth - 1 : depth)
    text += indent + (isItemStart ? "- " : "") + content + "\n"
    isItemStart = false
  }

  /// A text as JSON writes it, which YAML reads.
  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let bytes = try? encoder.encode(text) else { return "\"\"" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
