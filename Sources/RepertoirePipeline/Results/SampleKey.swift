internal import Germline
internal import Sequences

/// What decides a sample's result, as one digest: finished work is reused only under its own key.
///
/// No paths, thread counts, memory limits or verbosity go in.
struct SampleKey: Equatable {
  /// 64 hexadecimal digits.
  let digest: String

  init(
    sampleID: String, r1: [String], r2: [String], kit: Kit, settings: AnalysisSettings,
    germline: GermlineReference
  ) {
    let loci = settings.loci.sorted().map(\.rawValue).joined(separator: " ")
    var parts = [
      "results \(Version.results)", "sample \(sampleID)",
      "r1 " + r1.joined(separator: " "), "r2 " + r2.joined(separator: " "),
      "kit " + kit.digest,
      "species " + settings.species.rawValue,
      "loci " + loci,
      "germline " + germline.digest,
    ]
    // Only where they are asked for, so that other work keeps its key.
    if let targets = settings.targets { parts.append("targets " + targets.digest) }
    if settings.writesRearrangements { parts.append("rearrangements") }
    if kit.structureOption != .kit, !settings.readStructures.isEmpty {
      parts.append("read structures " + kit.structureText)
    }
    if kit.hasUMI, let reads = settings.minReadsPerUMI { parts.append("reads per umi \(reads)") }
    digest = FileDigest.of(parts: parts)
  }
}
