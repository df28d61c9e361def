import ClonotypeAssembly
import Germline
import Glibc
import RepertoirePipeline
import Repertoires
import SequenceIO
import Sequences
import VDJAlignment

func now() -> Double {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9
}
let threads = Int(CommandLine.arguments[1])!
let out = CommandLine.arguments[2]
let files = Array(CommandLine.arguments[3...])
let t0 = now()
let result = try await SampleAnalysis.run(
  sample: Sample(id: "s", patientID: "p", tissue: .blood, day: 0), r1: [files[0]], r2: Array(files[1...]),
  settings: AnalysisSettings(threads: threads))
let t1 = now()
let r = result.repertoire
var usage = rusage()
getrusage(0, &usage)
let message = "wall \(Int((t1 - t0) * 1000)) ms, reads \(result.account.reads), rearranged \(result.account.rearrangements), distinct \(result.folding.junctionsBefore), clonotypes \(r.clonotypes.count), folded \(result.folding.readsFolded), rss \(usage.ru_maxrss / 1024) MB, user \(usage.ru_utime.tv_sec * 1000 + Int(usage.ru_utime.tv_usec) / 1000) ms\n"
_ = message.withCString { unsafe write(2, $0, strlen($0)) }
if out != "-" {
  var lines = ""
  for c in r.clonotypes {
    lines += "\(c.locus.rawValue)\t\(r.texts.string(c.junction))\t\(r.calls[c.vCall].genes.joined(separator: ","))\t\(r.calls[c.jCall].genes.joined(separator: ","))\t\(c.duplicateCount)\n"
  }
  let f = fopen(out, "w")
  fputs(lines, f)
  fclose(f)
}
