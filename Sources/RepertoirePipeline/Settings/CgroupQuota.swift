/// The processor time that the control groups of this process allow, in processors.
enum CgroupQuota {
  /// The smallest quota on the way from the process's group to the root; nil where none is set.
  ///
  /// Version 2 (`cpu.max`) and version 1 (`cpu.cfs_quota_us`) are read. `root` is the folder that
  /// holds `proc` and `sys`.
  static func read(root: String = "") -> Double? {
    guard let bytes = try? WholeFile.read(root + "/proc/self/cgroup") else { return nil }
    var quotas: [Double] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let controllers = parts[1].split(separator: ",")
      if parts[0] == "0" {
        quotas += groups(of: parts[2]).compactMap { unified(root + "/sys/fs/cgroup" + $0) }
      } else if controllers.contains("cpu") {
        quotas += groups(of: parts[2]).compactMap { legacy(root + "/sys/fs/cgroup/cpu" + $0) }
      }
    }
    return quotas.min()
  }

  /// A group and all groups above it: `/a/b`, `/a`, and the root as the empty text.
  private static func groups(of path: Substring) -> [String] {
    let names = path.split(separator: "/")
    return (0...names.count).map { count in names.prefix(count).map { "/" + $0 }.joined() }
  }

  private static func unified(_ group: String) -> Double? {
    let words = words(of: group + "/cpu.max")
    guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]) else {
      return nil
    }
    return period > 0 ? quota / period : nil
  }

  private static func legacy(_ group: String) -> Double? {
    guard let quota = words(of: group + "/cpu.cfs_quota_us").first.flatMap(Double.init),
      let period = words(of: group + "/cpu.cfs_period_us").first.flatMap(Double.init)
    else { return nil }
    return quota > 0 && period > 0 ? quota / period : nil
  }

  private static func words(of path: String) -> [Substring] {
    guard let bytes = try? WholeFile.read(path) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
      .map { Substring($0) }
  }
}
