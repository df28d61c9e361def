import Foundation
import Testing

@Suite("Signals, pipes and jobs side by side, by the built program")
struct InterruptionTests {
  @Test("a signal ends a run with its code, leaves nothing half-written, and the run resumes")
  func interruption() throws {
    let program = try BuiltProgram()
    try program.simulate(scale: "0.2")
    for (signal, status) in [("INT", 130), ("TERM", 143)] as [(String, Int32)] {
      let ending = try program.shell(
        """
        set -m; rm -rf out; $clonova run trial/samples.tsv -o out --threads 1 --quiet & pid=$!
        until [ -e out/.clonova ]; do sleep 0.01; done
        kill -\(signal) $pid; wait $pid
        """)
      #expect(ending.status == status, "\(ending.messages)")
      #expect(ending.messages.contains("the same command resumes"))
      #expect(try program.results("out").keys.allSatisfy { !$0.contains(".tmp-") })
    }
    #expect(try program.runStudy("--quiet").status == 0)
    #expect(try program.results("out")["track/clones.tsv"] != nil)
  }

  @Test("a signal ends a run that waits for a pipe", arguments: ["-", "pipe"])
  func interruptedPipe(input: String) throws {
    let program = try BuiltProgram()
    let ending = try program.shell(
      """
      set -m; mkfifo pipe idle; exec 3<> idle
      $clonova analyze --r1 \(input) --sample s --kit generic-amplicon -o out --threads 2 < idle & pid=$!
      until [ -e out/.clonova ]; do sleep 0.01; done
      sleep 0.3; kill -INT $pid; wait $pid
      """)
    #expect(ending.status == 130, "\(ending.messages)")
    #expect(ending.messages.contains("the same command resumes"))
    #expect(try program.results("out").keys.allSatisfy { !$0.contains(".tmp-") })
  }

  @Test("a command that ends completely in spite of a signal is a success")
  func lateSignal() throws {
    // A list that waits for its reader has no place to stop at: it always ends.
    let program = try BuiltProgram()
    let ending = try program.shell(
      """
      set -m; mkfifo pipe; $clonova germline list > pipe & pid=$!
      exec 3< pipe; sleep 0.5; kill -TERM $pid; cat <&3 > list; wait $pid
      """)
    #expect(ending.status == 0, "\(ending.messages)")
    let list = try program.text("list")
    #expect(list.contains("TRGV11*01") && list.hasSuffix("\n"))
  }

  @Test("a signal ends a simulation with its code and leaves nothing")
  func interruptedSimulation() throws {
    let program = try BuiltProgram()
    for (signal, status) in [("INT", 130), ("TERM", 143)] as [(String, Int32)] {
      let ending = try program.shell(
        """
        set -m; $clonova simulate -o trial --scale 3 --quiet & pid=$!
        until ls -d .tmp-* > /dev/null 2>&1; do sleep 0.01; done
        kill -\(signal) $pid; wait $pid
        """)
      #expect(ending.status == status, "\(ending.messages)")
      #expect(ending.messages.contains("nothing half-written stays"))
      #expect(try program.results(".").isEmpty)
    }
  }

  @Test("plain, CRLF, gzip, two lanes and standard input give one table")
  func sameReads() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let ending = try program.shell(
      """
      zcat trial/fastq/P01-blood-d14.fastq.gz > plain.fq
      sed 's/$/\\r/' plain.fq > crlf.fq
      head -400 plain.fq | gzip > lane1.fq.gz; tail -n +401 plain.fq | head -c -1 > lane2.fq
      kit='--kit generic-amplicon --sample a --quiet --threads 2'
      $clonova analyze --r1 trial/fastq/P01-blood-d14.fastq.gz -o gz $kit &&
      $clonova analyze --r1 plain.fq -o plain $kit && $clonova analyze --r1 crlf.fq -o crlf $kit &&
      $clonova analyze --r1 lane1.fq.gz lane2.fq -o lanes $kit &&
      $clonova analyze --r1 - -o stdin $kit < plain.fq
      """)
    #expect(ending.status == 0, "\(ending.messages)")
    let table = try program.read("gz/samples/a/a.clonotypes.tsv")
    for folder in ["plain", "crlf", "lanes", "stdin"] {
      #expect(try program.read("\(folder)/samples/a/a.clonotypes.tsv") == table, "\(folder)")
    }
    // A pipe cannot be looked at again, so its result is never reused.
    #expect(try program.results("stdin")["samples/a/a.done.json"] == nil)
    #expect(try program.results("plain")["samples/a/a.done.json"] != nil)
  }

  @Test("jobs of different samples share a folder, two of one sample and a study do not")
  func jobsSideBySide() throws {
    let program = try BuiltProgram()
    try program.simulate()
    let ending = try program.shell(
      """
      jobs=()
      for fastq in trial/fastq/*.fastq.gz; do
        id=$(basename $fastq .fastq.gz)
        $clonova analyze --r1 $fastq --sample $id --kit generic-amplicon -o out --quiet & jobs+=($!)
      done
      for job in ${jobs[@]}; do wait $job || exit; done
      """)
    #expect(ending.status == 0, "\(ending.messages)")
    try program.write("out/run.json", "the record of a study")
    let one =
      "--r1 trial/fastq/P01-blood-d14.fastq.gz --kit generic-amplicon --sample P01-blood-d14"
    #expect(try program.shell("$clonova analyze \(one) -o out --quiet").status == 0)
    #expect(try program.read("out/run.json") == Data("the record of a study".utf8))
    #expect(
      try program.results("out")["samples/P01-blood-d14/P01-blood-d14.run.json"]?.isEmpty == false)

    // A job that waits for its reads holds its sample and shares the study.
    let busy = try program.shell(
      """
      mkfifo reads; exec 3<> reads
      $clonova analyze --r1 reads --sample a --kit generic-amplicon -o out --quiet & job=$!
      until [ -e out/.locks/a ]; do sleep 0.01; done; sleep 0.3
      $clonova analyze \(one) -o out --quiet; echo $?
      $clonova analyze \(one.replacing("--sample P01-blood-d14", with: "--sample a")) -o out; echo $?
      $clonova run trial/samples.tsv -o out; echo $?
      kill -9 $job; wait $job
      $clonova run trial/samples.tsv -o out --no-progress; echo $?
      """)
    #expect(busy.output == "0\n73\n73\n0\n", "\(busy.output) \(busy.messages)")
    #expect(busy.messages.contains("another run holds the lock"))
    #expect(busy.messages.matches(of: /\(reused\)/).count == 8)
  }
}
