import Sequences

/// The junctions with one base more or less than a given one, each once.
///
/// A base lost from a run of equal ones, or one more of them, is the same wherever in the run. Each
/// variant is first a hash, which costs two multiplications, and only packed where it is asked for.
struct IndelVariants {
  /// One base lost or gained.
  struct Change {
    /// Where a base is left out or put in.
    var place: Int
    /// What is put in; nil where a base is left out.
    var added: UInt8?
  }

  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let inverse = inverse(of: factor)

  private(set) var codes: [UInt8] = []
  /// Hashes of the first bases, and powers of the factor.
  private var starts: [UInt64] = []
  private var powers: [UInt64] = [1]
  /// The last variant that was packed.
  private(set) var words: [UInt64] = []

  /// Sets the junction.
  mutating func take(_ entry: JunctionEntry, in table: borrowing ClonotypeCounter) {
    codes.removeAll(keepingCapacity: true)
    for position in 0..<Int(entry.length) {
      codes.append(table.base(of: entry, at: position))
    }
    sum()
  }

  /// Sets the junction by its codes, 0 to 3.
  mutating func take(_ junction: [UInt8]) {
    codes = junction
    sum()
  }

  private mutating func sum() {
    while powers.count <= codes.count + 1 { powers.append(powers[powers.count - 1] &* Self.factor) }
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    var sum: UInt64 = 0
    for position in codes.indices {
      sum &+= (UInt64(codes[position]) &+ 1) &* powers[position]
      starts.append(sum)
    }
  }

  /// Changes one base of the junction.
  mutating func replace(at place: Int, with code: UInt8) {
    codes[place] = code
    for position in place..<codes.count {
      starts[position + 1] =
        starts[position] &+ (UInt64(codes[position]) &+ 1) &* powers[position]
    }
  }

  /// A hash of the junction itself.
  var hash: UInt64 { starts[codes.count] }

  /// Hands the hash of each variant to `body`; those with a base less come first.
  func forEachHash(_ body: (_ hash: UInt64, _ change: Change) -> Void) {
    let count = codes.count
    let whole = starts[count]
    var place = 0
    while place < count {
      if place == 0 || codes[place] != codes[place &- 1] {
        let rest = (whole &- starts[place &+ 1]) &* Self.inverse
        body(starts[place] &+ rest, Change(place: place, added: nil))
      }
      place &+= 1
    }
    place = 0
    while place <= count {
      let around = starts[place] &+ (whole &- starts[place]) &* Self.factor
      for code in UInt8(0)...3 where place == 0 || codes[place &- 1] != code {
        body(
          around &+ (UInt64(code) &+ 1) &* powers[place], Change(place: place, added: code))
      }
      place &+= 1
    }
  }

  /// Bases of the run, in the longer of the two junctions, that the change makes longer or shorter.
  func run(of change: Change) -> Int {
    let code = change.added ?? codes[change.place]
    var end = change.place
    while end < codes.count && codes[end] == code { end += 1 }
    return end - change.place + (change.added == nil ? 0 : 1)
  }

  /// Packs a variant into ``words``; returns its length.
  mutating func pack(_ change: Change) -> Int {
    words.removeAll(keepingCapacity: true)
    let length = codes.count + (change.added == nil ? -1 : 1)
    var word: UInt64 = 0
    for position in 0..<length {
      let code: UInt8
      if let added = change.added, position == change.place {
        code = added
      } else if position < change.place {
        code = codes[position]
      } else {
        code = codes[change.added == nil ? position + 1 : position - 1]
      }
      word |= UInt64(code) &<< UInt64(position % 32 &* 2)
      if position % 32 == 31 || position == length - 1 {
        words.append(word)
        word = 0
      }
    }
    return length
  }

  /// The number whose product with an odd one is 1, by Newton's steps.
  private static func inverse(of odd: UInt64) -> UInt64 {
    var found = odd
    for _ in 0..<6 { found = found &* (2 &- odd &* found) }
    return found
  }
}
