internal import Foundation

/// JSON as all our files have it: sorted keys in snake_case, two spaces, a newline at the end.
enum JSONText {
  /// The bytes of a value; equal values give equal bytes.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return Array(try encoder.encode(value)) + [0x0A]
  }

  /// The bytes as text.
  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try bytes(value), as: UTF8.self)
  }

  /// A value from a file of ours; nil when it is not there or is something else.
  static func value<Value: Decodable>(_ type: Value.Type, at path: String) -> Value? {
    guard let bytes = try? WholeFile.read(path) else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(type, from: Data(bytes))
  }
}
