import Repertoires
import SequenceIO
import Sequences

extension RowBuffer {
  /// Appends the text of a clone's name, without making a String of it.
  mutating func append(_ id: CloneID) {
    var text = InlineArray<20, UInt8>(repeating: UInt8(ascii: "-"))
    for (place, letter) in id.locus.rawValue.utf8.enumerated() { text[place] = letter }
    for place in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: id.hash >> UInt64(60 - 4 * place)) & 15
      text[4 + place] = digit < 10 ? digit + 48 : digit + 87
    }
    append(text.span)
  }
}
