internal import Glibc

/// How many worker tasks a run may use.
public enum ThreadCount {
  /// The counts that `--threads` takes.
  public static let allowed = 1...256

  /// The processors this process may run on, cut by the quota of its control group.
  public static var standard: Int { standard(root: "") }

  static func standard(root: String) -> Int {
    let processors = affineProcessors(root: root) ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let quota = CgroupQuota.read(root: root) ?? Double(processors)
    // A quota of 2.5 processors runs two tasks steadily; a third would be throttled.
    return min(max(1, min(processors, Int(quota))), allowed.upperBound)
  }

  /// The size of the affinity mask, as the kernel prints it.
  ///
  /// It is what `sched_getaffinity` tells, which the Glibc module does not show to Swift.
  private static func affineProcessors(root: String) -> Int? {
    guard let bytes = try? WholeFile.read(root + "/proc/self/status") else { return nil }
    let label = "Cpus_allowed:"
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix(label) }) else { return nil }
    let count = line.dropFirst(label.count).compactMap(\.hexDigitValue)
      .reduce(0) { $0 + $1.nonzeroBitCount }
    return count > 0 ? count : nil
  }
}
