internal import Foundation
internal import Germline
internal import Repertoires
internal import SequenceIO
internal import Sequences
internal import VDJAlignment

/// The head of a shard's file: what was analyzed under which settings, and all small numbers.
struct ShardHeader: Codable, Equatable {
  /// A target sequence.
  struct Target: Codable, Equatable {
    var name: String
    var bases: String

    init(_ construct: Construct) {
      name = construct.name
      bases = Nucleotide.text(ofCodes: construct.codes)
    }
  }

  /// What all shards of one sample have alike: provenance and settings.
  struct Origin: Codable, Equatable {
    var programVersion = Version.program
    var resultsVersion = Version.results
    var sampleID: String
    var shards: Int
    var blockRecords: Int
    /// Input files of the first mate, then of the second, lanes in order.
    var inputs: [RunRecord.Input]
    var lanes: Int
    var kit: String
    var kitDigest: String
    var readStructures: [String]
    var minReadsPerUMI: Int?
    var species: String
    var loci: [String]
    var germlineDigest: String
    var targets: [Target]?
    var writesRearrangements: Bool
  }

  var origin: Origin
  /// Which shard, from 1 on.
  var number: Int
  var account: ReadAccount
  var targetAccount: ConstructAccount?
  var inputsWithoutEndMarker: [String]
  /// What the first reads of the input hold; in the first shard alone.
  var secondLook: SecondLook?
  /// Whether they bear identifiers that the kit does not use; likewise.
  var identifierLook: IdentifierLook?
  /// What they say against the kit; likewise.
  var kitContradictions: [String]?
  /// The germline as a table; nil for the program's own.
  var germlineTable: String?
  /// V and J sets of several targets.
  var vSets: [[UInt16]]
  var jSets: [[UInt16]]
  /// Junctions that follow the head.
  var junctions: Int
  /// Bytes of each member of the table of reads, its header first; empty without one.
  var memberSizes: [Int]

  /// The head as JSON; equal heads give equal bytes.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}

extension ShardHeader.Origin {
  init(_ plan: SamplePlan, share: InputShare, inputs: [RunRecord.Input]) {
    sampleID = plan.member.sample.id
    shards = share.count
    blockRecords = share.blockRecords
    self.inputs = inputs
    lanes = plan.r1.count
    kit = plan.kit.id
    kitDigest = plan.kit.digest
    // As in the key of a sample: what does not decide its result is no difference.
    readStructures = plan.kit.structureOption == .kit ? [] : plan.settings.readStructures
    minReadsPerUMI = plan.kit.hasUMI ? plan.settings.minReadsPerUMI : nil
    species = plan.settings.species.rawValue
    loci = plan.settings.loci.sorted().map(\.rawValue)
    germlineDigest = plan.germline.digest
    targets = plan.settings.targets.map { $0.constructs.map(ShardHeader.Target.init) }
    writesRearrangements = plan.settings.writesRearrangements
  }

  /// What two shards differ in, each as both have it; empty when they are of one analysis.
  ///
  /// Paths are no difference: nodes may see the files under other names.
  func differences(from other: Self) -> [(what: String, own: String, other: String)] {
    facts.compactMap { fact in
      let (own, there) = (fact.value(self), fact.value(other))
      return own == there ? nil : (fact.what, own, there)
    }
  }

  private var facts: [(what: String, value: (Self) -> String)] {
    [
      ("program", { "version \($0.programVersion), results \($0.resultsVersion)" }),
      ("sample", { "'\($0.sampleID)'" }),
      ("number of shards", { "\($0.shards)" }),
      ("records of a block", { "\($0.blockRecords)" }),
      ("lanes", { "\($0.lanes)" }),
      (
        "inputs",
        { origin in
          "SHA-256 "
            + origin.inputs.map { String($0.sha256.prefix(12)) }.joined(separator: ", ")
        }
      ),
      ("--kit", { "\($0.kit), digest \($0.kitDigest.prefix(12))" }),
      ("--read-structure", { "'\($0.readStructures.joined(separator: " "))'" }),
      ("--min-reads-per-umi", { $0.minReadsPerUMI.map { "\($0)" } ?? "from the histogram" }),
      ("--species", { $0.species }),
      ("--loci", { $0.loci.joined(separator: ",") }),
      ("germline", { "digest \($0.germlineDigest)" }),
      (
        "--targets",
        { origin in
          origin.targets.map { "digest \(TargetSet.digest(of: $0).prefix(12))" } ?? "none"
        }
      ),
      ("--rearrangements", { $0.writesRearrangements ? "given" : "not given" }),
    ]
  }
}
