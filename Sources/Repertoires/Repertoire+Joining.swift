/// Laying the parts of one sample's repertoire end to end.
extension Repertoire {
  /// Makes room for so many rows and bytes of their texts in all.
  public mutating func reserve(rows: Int, textBytes: Int) {
    clonotypes.reserveCapacity(rows)
    annotations.reserveCapacity(rows)
    texts.reserve(textBytes)
  }

  /// Appends the rows of a further repertoire of the same sample, in their order.
  public mutating func append(_ part: Repertoire) {
    let offset = texts.append(part.texts)
    let numbers = part.calls.calls.map { calls.id(of: $0) }
    clonotypes.append(
      contentsOf: part.clonotypes.lazy.map { $0.moved(texts: offset, calls: numbers) })
    annotations.append(contentsOf: part.annotations.lazy.map { $0.moved(texts: offset) })
  }
}

extension Clonotype {
  /// The row in a table whose texts lie further on and whose calls have other numbers.
  func moved(texts offset: UInt32, calls numbers: [GeneCallID]) -> Clonotype {
    var row = self
    row.junction = junction.moved(by: offset)
    row.junctionAA = junctionAA.moved(by: offset)
    row.vCall = numbers[Int(vCall.rawValue)]
    row.dCall = numbers[Int(dCall.rawValue)]
    row.jCall = numbers[Int(jCall.rawValue)]
    row.cCall = numbers[Int(cCall.rawValue)]
    return row
  }
}

extension ClonotypeAnnotation {
  /// The annotation in a table whose texts lie further on.
  func moved(texts offset: UInt32) -> ClonotypeAnnotation {
    var note = self
    note.sequence = sequence.moved(by: offset)
    note.np1 = np1.moved(by: offset)
    note.np2 = np2.moved(by: offset)
    note.vCigar = vCigar.moved(by: offset)
    note.dCigar = dCigar.moved(by: offset)
    note.jCigar = jCigar.moved(by: offset)
    return note
  }
}
