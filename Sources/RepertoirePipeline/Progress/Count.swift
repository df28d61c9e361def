/// Numbers of things in messages.
enum Count {
  /// `1 row`, `1,234 rows`.
  static func of(_ number: Int, _ thing: String) -> String {
    "\(ProgressMeter.grouped(number)) \(thing)\(number == 1 ? "" : "s")"
  }
}
