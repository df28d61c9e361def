import Germline
import Glibc
import SequenceIO
import Sequences
import VDJAlignment

func now() -> Double {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9
}
let path = CommandLine.arguments[1]
let verbose = CommandLine.arguments.count > 2
let t0 = now()
let index = AlignmentIndex(.embedded(.human))
let t1 = now()
var aligner = ReadAligner(index: index)
let source = try MateSource(first: [path])
var batch = PairedReadBatch()
var reads = 0, ok = 0
var read = 0.0, work = 0.0
var rejected: [String: Int] = [:]
while true {
  let a = now()
  guard try source.next(into: &batch) else { break }
  let b = now()
  read += b - a
  for i in batch.first.indices {
    let outcome = aligner.align(sequence: batch.first.sequence(i), quality: batch.first.quality(i))
    reads += 1
    switch outcome {
    case .rearranged(let r):
      ok += 1
      if verbose {
        let seq = batch.first.sequence(i)
        var codes: [UInt8] = []
        for k in seq.indices { codes.append(Nucleotide.code(ofASCII: seq[k])) }
        if r.isReverse { codes = Nucleotide.reverseComplement(ofCodes: codes) }
        let vs = aligner.vTies.flatMap { index.vTargets[Int($0)].alleles }.map { index.reference[$0].gene }
        let js = aligner.jTies.flatMap { index.jTargets[Int($0)].alleles }.map { index.reference[$0].gene }
        print(reads - 1, r.locus.rawValue, r.isReverse ? "-" : "+", Nucleotide.text(ofCodes: Array(codes[r.junction])), vs.joined(separator: ","), js.joined(separator: ","), separator: "\t")
      }
    case .rejected(let why):
      rejected[why.rawValue, default: 0] += 1
      if verbose { print(reads - 1, why.rawValue, "", "", "", "", separator: "\t") }
    }
  }
  work += now() - b
}
let message = "index \(Int((t1 - t0) * 1e3)) ms; reads \(reads) ok \(ok) \(rejected.sorted { $0.key < $1.key }); read \(Int(read / Double(reads) * 1e9)) ns, align \(Int(work / Double(reads) * 1e9)) ns a read\n"
_ = message.withCString { unsafe write(2, $0, strlen($0)) }
