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
  /// The junction as it stands in ``codes``; nothing behind its end.
  private var packed: [UInt64] = []
  /// Hashes of the first bases, and powers of the factor.
  private var starts: [UInt64] = []
  private var powers: [UInt64] = [1]
  /// The last variant that was packed.
  private(set) var words: [UInt64] = []

  /// Sets the junction.
  mutating func take(_ entry: JunctionEntry, in table: borrowing ClonotypeCounter) {
    Nucleotide.write(
      codesOfPacked: { table.word($0, of: entry) }, count: Int(entry.length), to: &codes)
    packed.removeAll(keepingCapacity: true)
    for word in 0..<entry.wordCount { packed.append(table.word(word, of: entry)) }
    sum()
  }

  /// Sets the junction by its codes, 0 to 3.
  mutating func take(_ junction: [UInt8]) {
    codes = junction
    packed = PackedWord.pack(codes: junction)
    sum()
  }

  private mutating func sum() {
    while powers.count <= codes.count + 1 { powers.append(powers[powers.count - 1] &* Self.factor) }
    let more = codes.count + 1 - starts.count
    if more > 0 { starts.append(contentsOf: repeatElement(0, count: more)) }
    Self.writeSums(of: codes, powers, to: &starts)
  }

  /// `sums` may have room for more; its first is 0.
  private static func writeSums(of codes: [UInt8], _ powers: [UInt64], to sums: inout [UInt64]) {
    var sums = sums.mutableSpan
    var sum: UInt64 = 0
    for position in codes.indices {
      sum &+= (UInt64(codes[position]) &+ 1) &* powers[position]
      sums[position &+ 1] = sum
    }
  }

  /// Changes one base of the junction.
  mutating func replace(at place: Int, with code: UInt8) {
    packed[place / 32] ^= UInt64(codes[place] ^ code) &<< UInt64(place % 32 &* 2)
    let difference = (UInt64(code) &- UInt64(codes[place])) &* powers[place]
    codes[place] = code
    let last = codes.count
    var sums = starts.mutableSpan
    for position in place..<last { sums[position &+ 1] &+= difference }
  }

  /// A hash of the junction itself.
  var hash: UInt64 { starts[codes.count] }

  /// Hands the hash of each variant to `body`; those with a base less come first.
  func forEachHash(_ body: (_ hash: UInt64, _ change: Change) -> Void) {
    let (codes, starts, powers) = (codes.span, starts.span, powers.span)
    let count = codes.count
    let whole = starts[count]
    let inverse = Self.inverse
    var place = 0
    while place < count {
      if place == 0 || codes[place] != codes[place &- 1] {
        let rest = (whole &- starts[place &+ 1]) &* inverse
        body(starts[place] &+ rest, Change(place: place, added: nil))
      }
      place &+= 1
    }
    place = 0
    while place <= count {
      var hash = starts[place] &+ (whole &- starts[place]) &* Self.factor
      for code in UInt8(0)...3 {
        hash &+= powers[place]
        if place > 0 && codes[place &- 1] == code { continue }
        body(hash, Change(place: place, added: code))
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
    let length = codes.count + (change.added == nil ? -1 : 1)
    let wordCount = (length &+ 31) / 32
    while words.count < wordCount { words.append(0) }
    if words.count > wordCount { words.removeLast(words.count - wordCount) }
    Self.write(change, of: packed, to: &words)
    return length
  }

  /// What stands behind the place moves by one base, word by word: base by base a variant took 1,600
  /// instructions, and the census packs a hundred and seventy for each of its parents.
  private static func write(_ change: Change, of packed: [UInt64], to words: inout [UInt64]) {
    var words = words.mutableSpan
    let (changed, shift) = (change.place / 32, UInt64(change.place % 32 &* 2))
    let before: UInt64 = (1 &<< shift) &- 1
    for number in words.indices {
      let word = number < packed.count ? packed[number] : 0
      let kept = number < changed ? .max : number == changed ? before : 0
      if let added = change.added {
        let last = number > 0 ? packed[number &- 1] &>> 62 : 0
        let first = number == changed ? UInt64(added) &<< shift : number > changed ? last : 0
        words[number] = word & kept | (word & ~kept) &<< 2 | first
      } else {
        let next = number &+ 1 < packed.count ? packed[number &+ 1] &<< 62 : 0
        words[number] = word & kept | ((word &>> 2 | next) & ~kept)
      }
    }
  }

  /// The number whose product with an odd one is 1, by Newton's steps.
  private static func inverse(of odd: UInt64) -> UInt64 {
    var found = odd
    for _ in 0..<6 { found = found &* (2 &- odd &* found) }
    return found
  }
}
