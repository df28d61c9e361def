internal import Foundation

/// Any JSON value, for files whose records are to be judged one by one: a field of a wrong type
/// is a finding about its record, not the end of the file.
enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let object = try? container.decode([String: JSONValue].self) {
      self = .object(object)
    } else {
      self = .array(try container.decode([JSONValue].self))
    }
  }

  /// The value of a JSON text; throws why it is none.
  init(reading bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  /// A field of an object; nil if there is none or it is null.
  subscript(_ key: String) -> JSONValue? {
    guard case .object(let fields) = self, let value = fields[key], value != .null else {
      return nil
    }
    return value
  }

  /// The elements of an array; an object stands for an array of itself alone.
  var elements: [JSONValue]? {
    switch self {
    case .array(let elements): elements
    case .object: [self]
    default: nil
    }
  }

  /// The text, if it is one.
  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The whole number, if it is one, also where it is written as text.
  ///
  /// None beyond 2^53, up to where JSON's numbers are exact: sums of places do not overflow.
  var integer: Int? {
    let value: Int? =
      switch self {
      case .number(let number): Int(exactly: number)
      case .text(let text): Int(text)
      default: nil
      }
    return value.flatMap { $0.magnitude <= 1 << 53 ? $0 : nil }
  }
}
