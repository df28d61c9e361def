import Germline
import SequenceIO
import VDJAlignment

// AlignmentProbe FASTQ: nanoseconds a read of reading and of aligning, on one thread, and what
// became of the reads.

let clock = ContinuousClock()
let index = AlignmentIndex(.embedded(.human))
var aligner = ReadAligner(index: index)
let source = try MateSource(first: Array(CommandLine.arguments.dropFirst()))
var batch = PairedReadBatch()
var reads = 0
var rearranged = 0
var rejected: [String: Int] = [:]
var aligning = Duration.zero
var reading = Duration.zero
while true {
  let start = clock.now
  guard try source.next(into: &batch) else { break }
  let middle = clock.now
  reading += middle - start
  for i in batch.first.indices {
    reads += 1
    let outcome = aligner.align(
      sequence: batch.first.sequence(i), quality: batch.first.quality(i))
    switch outcome {
    case .rearranged: rearranged += 1
    case .rejected(let reason): rejected[reason.rawValue, default: 0] += 1
    }
  }
  aligning += clock.now - middle
}
print("reads\t\(reads)")
print("rearranged\t\(rearranged)")
for (reason, count) in rejected.sorted(by: { $0.key < $1.key }) { print("\(reason)\t\(count)") }
print("reading_ns_a_read\t\(Int(reading / .nanoseconds(max(1, reads))))")
print("aligning_ns_a_read\t\(Int(aligning / .nanoseconds(max(1, reads))))")
