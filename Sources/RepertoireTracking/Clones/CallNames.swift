import Repertoires

/// The texts and genes of the calls of one repertoire, by number: made once, not once a clone.
struct CallNames {
  let texts: [String]
  let genes: [[String]]
  /// Numbers that are equal for equal calls, also of other repertoires of the list.
  let numbers: [Int32]

  /// The names of each of some repertoires.
  static func names(of repertoires: [Repertoire]) -> [CallNames] {
    var numbers: [String: Int32] = [:]
    return repertoires.map { CallNames($0.calls, numbers: &numbers) }
  }

  private init(_ calls: GeneCallTable, numbers known: inout [String: Int32]) {
    texts = calls.calls.map(\.airr)
    genes = calls.calls.map(\.genes)
    numbers = texts.map { text in
      let number = known[text] ?? Int32(known.count)
      known[text] = number
      return number
    }
  }
}

extension PatientClones {
  /// The name of a clone; `calls` are those of `repertoires`.
  ///
  /// The rows of nearly every clone agree in all that a name is made of: nothing is to be weighed.
  func naming(of clone: Int, in repertoires: [Repertoire], calls: [CallNames]) -> Naming {
    let members = members(of: clone)
    guard identity.usesGenes, let first = members.first,
      rowsAgree(members, in: repertoires, calls: calls)
    else {
      return naming(of: clone, in: repertoires)
    }
    let sample = Int(memberSamples[first])
    let row = repertoires[sample].clonotypes[Int(memberRows[first])]
    let (v, j) = (Int(row.vCall.rawValue), Int(row.jCall.rawValue))
    let named = row.junction.isEmpty ? row.junctionAA : row.junction
    return Naming(
      id: CloneID(
        locus: locus, junction: repertoires[sample].texts[named],
        vGenes: calls[sample].genes[v], jGenes: calls[sample].genes[j]),
      vCall: calls[sample].texts[v], jCall: calls[sample].texts[j],
      junction: repertoires[sample].texts.string(row.junction),
      junctionAA: repertoires[sample].texts.string(row.junctionAA))
  }

  private func rowsAgree(
    _ members: Range<Int>, in repertoires: [Repertoire], calls: [CallNames]
  ) -> Bool {
    if members.count == 1 { return true }
    let place = Int(memberSamples[members.lowerBound])
    let row = repertoires[place].clonotypes[Int(memberRows[members.lowerBound])]
    for member in members.dropFirst() {
      let otherPlace = Int(memberSamples[member])
      let other = repertoires[otherPlace].clonotypes[Int(memberRows[member])]
      guard
        calls[place].numbers[Int(row.vCall.rawValue)]
          == calls[otherPlace].numbers[Int(other.vCall.rawValue)],
        calls[place].numbers[Int(row.jCall.rawValue)]
          == calls[otherPlace].numbers[Int(other.jCall.rawValue)],
        repertoires[place].texts.holds(
          row.junction, equalTo: other.junction, of: repertoires[otherPlace].texts),
        repertoires[place].texts.holds(
          row.junctionAA, equalTo: other.junctionAA, of: repertoires[otherPlace].texts)
      else { return false }
    }
    return true
  }
}
