internal import Glibc

/// How many worker tasks a run may use.
public enum ThreadCount {
  /// The counts that `--threads` takes.
  public static let allowed = 1...256

  /// The processors this process may run on, cut by the quota of its control group.
  public static var standard: Int {
    let processors = affineProcessors ?? 1
    let quota = CgroupQuota.read() ?? Double(processors)
    // A quota of 2.5 processors runs two tasks steadily; a third would be throttled.
    return min(max(1, min(processors, Int(quota))), allowed.upperBound)
  }

  private static var affineProcessors: Int? {
    var set = cpu_set_t()
    guard unsafe sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { return nil }
    return unsafe withUnsafeBytes(of: &set) { bytes in
      unsafe bytes.reduce(0) { $0 + $1.nonzeroBitCount }
    }
  }
}
