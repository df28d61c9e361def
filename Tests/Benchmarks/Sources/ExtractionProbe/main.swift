import Germline
import Glibc
import RepertoirePipeline
import Repertoires
import SequenceIO
import Sequences
import VDJAlignment

// ExtractionProbe reads  human|mouse FASTQ        -> one TSV row a read, in the order of the file
// ExtractionProbe clones human|mouse R1 [R2]      -> one TSV row a clonotype, most abundant first

/// Genes of tied targets, each once, in the order of the targets.
func genes(_ ties: [UInt16], of targets: [SearchTarget], in index: AlignmentIndex) -> String {
  var names: [String] = []
  for tie in ties {
    for allele in targets[Int(tie)].alleles {
      let gene = index.reference[allele].gene
      if !names.contains(gene) { names.append(gene) }
    }
  }
  return names.joined(separator: ",")
}

func writeReads(_ path: String, species: Species) throws {
  let index = AlignmentIndex(.embedded(species))
  var aligner = ReadAligner(index: index)
  let source = try MateSource(first: [path])
  var batch = PairedReadBatch()
  var number = 0
  print(
    "read", "outcome", "locus", "strand", "junction", "v_genes", "j_genes", "v_start", "v_end",
    "junction_start", "junction_end", "j_start", "j_end", separator: "\t")
  while try source.next(into: &batch) {
    for i in batch.first.indices {
      defer { number += 1 }
      let sequence = batch.first.sequence(i)
      switch aligner.align(sequence: sequence, quality: batch.first.quality(i)) {
      case .rejected(let reason):
        print(number, reason.rawValue, "\t\t\t\t\t\t\t\t\t\t", separator: "\t")
      case .rearranged(let r):
        var codes = sequence.indices.map { Nucleotide.code(ofASCII: sequence[$0]) }
        if r.isReverse { codes = Nucleotide.reverseComplement(ofCodes: codes) }
        print(
          number, "rearranged", r.locus.rawValue, r.isReverse ? "-" : "+",
          Nucleotide.text(ofCodes: Array(codes[r.junction])),
          genes(aligner.vTies, of: index.vTargets, in: index),
          genes(aligner.jTies, of: index.jTargets, in: index),
          r.v.lowerBound, r.v.upperBound, r.junction.lowerBound, r.junction.upperBound,
          r.j.lowerBound, r.j.upperBound, separator: "\t")
      }
    }
  }
}

func writeClones(_ files: [String], species: Species) async throws {
  let result = try await SampleAnalysis.run(
    sample: Sample(id: "s", patientID: "p", tissue: .blood, day: 0), r1: [files[0]],
    r2: Array(files[1...]), settings: AnalysisSettings(species: species, threads: 2))
  let r = result.repertoire
  print("locus", "junction", "v_genes", "j_genes", "duplicate_count", separator: "\t")
  for c in r.clonotypes {
    print(
      c.locus.rawValue, r.texts.string(c.junction),
      r.calls[c.vCall].genes.joined(separator: ","),
      r.calls[c.jCall].genes.joined(separator: ","), c.duplicateCount, separator: "\t")
  }
}

let arguments = CommandLine.arguments
let species: Species = arguments[2] == "mouse" ? .mouse : .human
if arguments[1] == "reads" {
  try writeReads(arguments[3], species: species)
} else {
  try await writeClones(Array(arguments[3...]), species: species)
}
