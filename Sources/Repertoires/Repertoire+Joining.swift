/// Laying the parts of one sample's repertoire end to end.
extension Repertoire {
  /// Appends the rows of further repertoires of the same sample, in their order.
  public mutating func append(_ parts: [Repertoire]) {
    texts.reserve(parts.reduce(texts.count) { $0 + $1.texts.count })
    let count = parts.reduce(clonotypes.count) { $0 + $1.clonotypes.count }
    clonotypes.reserveCapacity(count)
    annotations.reserveCapacity(count)
    for part in parts {
      let offset = texts.append(part.texts)
      let numbers = part.calls.calls.map { calls.id(of: $0) }
      for row in part.clonotypes {
        clonotypes.append(row.moved(texts: offset, calls: numbers))
      }
      for note in part.annotations { annotations.append(note.moved(texts: offset)) }
    }
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
