internal import TestSupport

/// Random FASTQ text in all its accepted forms.
enum RandomFASTQ {
  static func text(
    using generator: inout SeededGenerator, reads: Int, lengths: ClosedRange<Int>,
    lineEnd: String = "\n", mate: String = " 1:N:0", prefix: String = "read"
  ) -> String {
    var text = ""
    for i in 0..<reads {
      let length = Int.random(in: lengths, using: &generator)
      let sequence = pick(length, from: Array("ACGTacgtNnRY."), using: &generator)
      let quality = pick(length, from: (33...126).map(character), using: &generator)
      let again = Bool.random(using: &generator) ? "\(prefix):\(i)" : ""
      text += "@\(prefix):\(i)\(mate)\(lineEnd)\(sequence)\(lineEnd)+\(again)\(lineEnd)"
      text += quality + lineEnd
    }
    return text
  }

  private static func character(_ byte: UInt8) -> Character { Character(Unicode.Scalar(byte)) }

  private static func pick(
    _ count: Int, from letters: [Character], using generator: inout SeededGenerator
  ) -> String {
    String((0..<count).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
  }
}
