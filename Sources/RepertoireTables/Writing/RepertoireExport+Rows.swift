import Repertoires
import SequenceIO
import Sequences

extension RepertoireExport {
  /// Appends the cells of a row; `number` counts from 0.
  func append(_ clonotype: Clonotype, number: Int, to cells: inout RowBuffer) {
    switch format {
    case .vdjtools: appendVDJtools(clonotype, to: &cells)
    case .mixcr: appendMiXCR(clonotype, number: number, to: &cells)
    case .immunarch: appendImmunarch(clonotype, to: &cells)
    case .tcrdist3: appendTcrdist3(clonotype, to: &cells)
    case .airr, .scirpy: preconditionFailure("AIRR tables have a writer of their own")
    }
  }

  private func appendVDJtools(_ clonotype: Clonotype, to cells: inout RowBuffer) {
    cells.append(clonotype.duplicateCount)
    cells.append(frequency(clonotype.duplicateCount))
    cells.append(nucleotides(clonotype))
    cells.append(aminoAcids(clonotype))
    // A dot where there is no gene, -1 where a position is not known.
    for call in [clonotype.vCall, clonotype.dCall, clonotype.jCall] {
      cells.append(call == .blank ? "." : gene(call))
    }
    for _ in 0..<4 { cells.append(-1) }
  }

  private func appendMiXCR(_ clonotype: Clonotype, number: Int, to cells: inout RowBuffer) {
    cells.append(number)
    let reads = reads(of: clonotype)
    cells.append(reads)
    cells.append(totalReads > 0 ? Double(reads) / Double(totalReads) : 0)
    if hasUMIs {
      cells.append(clonotype.duplicateCount)
      cells.append(frequency(clonotype.duplicateCount))
    }
    cells.append(nucleotides(clonotype))
    for call in [clonotype.vCall, clonotype.dCall, clonotype.jCall, clonotype.cCall] {
      let names = repertoire.calls.calls[Int(call.rawValue)].names
      // Hits of equal score are tied.
      cells.append(
        names.map { $0 + ($0.contains("*") ? "" : "*00") + "(1)" }.joined(separator: ","))
    }
    cells.append(nucleotides(clonotype))
    cells.append(aminoAcids(clonotype))
  }

  private func appendImmunarch(_ clonotype: Clonotype, to cells: inout RowBuffer) {
    cells.append(clonotype.duplicateCount)
    cells.append(frequency(clonotype.duplicateCount))
    cells.append(nucleotides(clonotype))
    cells.append(aminoAcids(clonotype))
    for call in [clonotype.vCall, clonotype.dCall, clonotype.jCall] {
      cells.append(call == .blank ? "NA" : gene(call))
    }
    for _ in 0..<7 { cells.append("NA") }
    cells.append(nucleotides(clonotype))
  }

  private func appendTcrdist3(_ clonotype: Clonotype, to cells: inout RowBuffer) {
    let sample = repertoire.sample
    cells.append(sample.patientID.isEmpty ? sample.id : sample.patientID)
    cells.append(clonotype.duplicateCount)
    cells.append(alleles[Int(clonotype.vCall.rawValue)])
    cells.append(alleles[Int(clonotype.jCall.rawValue)])
    cells.append(Array(repertoire.texts[clonotype.junctionAA]))
    cells.append(nucleotides(clonotype))
  }

  private func frequency(_ count: Int) -> Double {
    total > 0 ? Double(count) / Double(total) : 0
  }

  private func gene(_ call: GeneCallID) -> String { genes[Int(call.rawValue)] }

  private func nucleotides(_ clonotype: Clonotype) -> [UInt8] {
    Array(repertoire.texts[clonotype.junction])
  }

  /// Amino acids, also of a junction out of frame: from both ends, with `_` for the broken codon,
  /// as MiXCR and VDJtools write it.
  private func aminoAcids(_ clonotype: Clonotype) -> [UInt8] {
    if !clonotype.junctionAA.isEmpty { return Array(repertoire.texts[clonotype.junctionAA]) }
    let codes = Nucleotide.codes(of: repertoire.texts[clonotype.junction])
    let (codons, rest) = codes.count.quotientAndRemainder(dividingBy: 3)
    if rest == 0 { return GeneticCode.translation(ofCodes: codes.span) }
    let head = Array(codes.prefix((codons + 1) / 2 * 3))
    let tail = Array(codes.suffix(codons / 2 * 3))
    return GeneticCode.translation(ofCodes: head.span) + [UInt8(ascii: "_")]
      + GeneticCode.translation(ofCodes: tail.span)
  }
}
