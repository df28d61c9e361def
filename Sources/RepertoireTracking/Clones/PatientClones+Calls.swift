import Repertoires

extension PatientClones {
  /// What a clone is called in the tables.
  struct Naming {
    var id: CloneID
    var vCall: String
    var jCall: String
    var junction: String
    var junctionAA: String
  }

  /// The patient-level name of a clone; `repertoires` are those it was joined from.
  ///
  /// V and J are each the call with the most counts (tie: the one that comes first as text); a blank
  /// call is taken only when there is no other.
  func naming(of clone: Int, in repertoires: [Repertoire]) -> Naming {
    var v: [GeneCall: Int] = [:]
    var j: [GeneCall: Int] = [:]
    var junction: [String: Int] = [:]
    var junctionAA: [String: Int] = [:]
    // Whole sequences part clones that share a junction, or have none.
    var sequence: [String: Int] = [:]
    let readsSequence = identity == .nucleotideString && repertoires.allSatisfy(\.hasSequences)
    for member in members(of: clone) {
      let repertoire = repertoires[Int(memberSamples[member])]
      let row = repertoire.clonotypes[Int(memberRows[member])]
      let weight = memberCounts[member]
      v[repertoire.calls[row.vCall], default: 0] += weight
      j[repertoire.calls[row.jCall], default: 0] += weight
      junction[repertoire.texts.string(row.junction), default: 0] += weight
      junctionAA[repertoire.texts.string(row.junctionAA), default: 0] += weight
      if readsSequence {
        let whole = repertoire.annotations[Int(memberRows[member])].sequence
        sequence[repertoire.texts.string(whole), default: 0] += weight
      }
    }
    let vCall = Self.best(v.map { ($0.key, $0.key.airr, $0.value) }) ?? .blank
    let jCall = Self.best(j.map { ($0.key, $0.key.airr, $0.value) }) ?? .blank
    let nucleotides = Self.best(junction.map { ($0.key, $0.key, $0.value) }) ?? ""
    let aminoAcids = Self.best(junctionAA.map { ($0.key, $0.key, $0.value) }) ?? ""
    let whole = Self.best(sequence.map { ($0.key, $0.key, $0.value) }) ?? ""
    let named = [whole, nucleotides, aminoAcids].first { !$0.isEmpty } ?? ""
    return Naming(
      id: CloneID(
        locus: locus, junction: named.utf8, vGenes: vCall.genes, jGenes: jCall.genes),
      vCall: vCall.airr, jCall: jCall.airr, junction: nucleotides, junctionAA: aminoAcids)
  }

  private static func best<Value>(_ candidates: [(Value, text: String, weight: Int)]) -> Value? {
    candidates.min {
      ($0.text.isEmpty ? 1 : 0, -$0.weight, $0.text) < (
        $1.text.isEmpty ? 1 : 0, -$1.weight, $1.text
      )
    }?.0
  }
}
