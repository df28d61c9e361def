/// A value that may be missing, stored without a byte for whether it is.
///
/// Millions of rows have several, and a tracked clone some thirty: optionals would take half as much
/// memory again.
@propertyWrapper
public struct Blankable<Value: BlankableValue>: Sendable, Equatable {
  @usableFromInline var stored: Value

  /// The value, or nil.
  @inlinable public var wrappedValue: Value? {
    get { stored.isBlank ? nil : stored }
    set { stored = newValue ?? .blank }
  }

  /// None.
  @inlinable public init() { stored = .blank }

  /// A value, or none.
  @inlinable public init(wrappedValue: Value?) { stored = wrappedValue ?? .blank }

  /// Whether both are missing or equal.
  @inlinable public static func == (a: Blankable, b: Blankable) -> Bool {
    a.wrappedValue == b.wrappedValue
  }
}

/// A number of which one value stands for none.
public protocol BlankableValue: Sendable, Equatable {
  /// The value that stands for none, and is never a value itself.
  static var blank: Self { get }
  /// Whether this is it.
  var isBlank: Bool { get }
}

extension Double: BlankableValue {
  /// Not a number.
  @inlinable public static var blank: Double { .nan }
  /// Whether this is not a number.
  @inlinable public var isBlank: Bool { isNaN }
}

extension Int: BlankableValue {
  /// The least integer.
  @inlinable public static var blank: Int { .min }
  /// Whether this is the least integer.
  @inlinable public var isBlank: Bool { self == .min }
}
