internal import RepertoireSimulation
internal import SequenceIO

/// A simulated trial: the command `simulate`.
public struct Simulation: Sendable {
  private let output: String
  private let force: Bool
  private let design: TrialDesign

  /// A trial of the demo's kind; `scale` multiplies cells and background clones.
  ///
  /// `patients` is 1 to 99; `samplesPerPatient` 8 or more, or nil for the 7 or 8 of the demo.
  public init(
    output: String, seed: UInt64, patients: Int, samplesPerPatient: Int? = nil, scale: Double,
    force: Bool
  ) {
    self.output = output
    self.force = force
    var design = TrialDesign.demo(
      seed: seed, patients: patients, libraries: samplesPerPatient)
    if scale != 1 { design = design.scaled(by: scale) }
    self.design = design
  }

  /// Writes the trial.
  ///
  /// - Throws: 73 when the folder exists and may not be replaced, or is not one of a simulation;
  ///   74 when the disk is full.
  public func run(log: RunLog) throws {
    let mayReplace = try Self.mayReplace(
      output, isForced: force, expected: ["fastq", "samples.tsv", "truth.tsv", "truth_samples.tsv"])
    let trial = try SimulatedTrial.write(design: design, to: output, mayReplace: mayReplace) {
      step in
      log.note("simulated \(step.sampleID) (\(step.done) of \(step.total))")
    }
    log.note("\(trial.reads) reads in \(output); the truth is in \(trial.truthPath)")
  }

  /// Whether the output may take the place of what is there: of an empty folder always, of a
  /// simulated trial when that is forced.
  ///
  /// Fails with 73 when something else would go by force.
  static func mayReplace(_ output: String, isForced: Bool, expected: [String]) throws -> Bool {
    if isForced { try checkReplaceable(output, expected: expected) }
    return try isForced || FileTree.isFolder(output) && FileTree.names(in: output).isEmpty
  }

  private static func checkReplaceable(_ output: String, expected: [String]) throws {
    func refusal(found: String) -> PipelineError { Self.refusal(of: output, found: found) }
    guard FileTree.exists(output) else { return }
    guard FileTree.isFolder(output) else { throw refusal(found: "a file or link of this name") }
    let names = try FileTree.names(in: output)
    if let foreign = names.first(where: { !expected.contains($0) }) {
      throw refusal(found: "a folder that holds other things ('\(foreign)')")
    }
    guard names.isEmpty || names == expected else {
      throw refusal(found: "a folder that is no whole trial (\(names.joined(separator: ", ")))")
    }
    guard FileTree.isFolder(output + "/fastq") else {
      if names.isEmpty { return }
      throw refusal(found: "a folder whose 'fastq' is none")
    }
    let reads = try FileTree.names(in: output + "/fastq")
    if let foreign = reads.first(where: { !$0.hasSuffix(".fastq.gz") }) {
      throw refusal(found: "a folder that holds other things ('fastq/\(foreign)')")
    }
  }

  private static func refusal(of output: String, found: String) -> PipelineError {
    PipelineError(
      .cannotWrite, at: "-o \(output)", found: found,
      expected: "a name not taken, or a folder that a simulation made",
      remedy: "Name another folder; --force replaces simulated trials alone")
  }
}

extension TrialDesign {
  /// The same trial with more or fewer cells and background clones.
  fileprivate func scaled(by factor: Double) -> TrialDesign {
    var design = self
    func scaled(_ number: Int) -> Int { max(1, Int(Double(number) * factor)) }
    design.backgroundClones = scaled(backgroundClones)
    for patient in design.patients.indices {
      for sample in design.patients[patient].samples.indices {
        design.patients[patient].samples[sample].cells =
          scaled(design.patients[patient].samples[sample].cells)
      }
    }
    return design
  }
}
