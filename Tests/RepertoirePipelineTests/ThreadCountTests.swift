import Testing

@testable import RepertoirePipeline

@Suite("Standard number of threads")
struct ThreadCountTests {
  /// A made-up /proc and /sys: affinity mask, quota of the group and of its parent.
  private func machine(mask: String, own: String?, parent: String?) throws -> SheetFolder {
    let root = try SheetFolder()
    try root.write("proc/self/status", "Name:\tx\nCpus_allowed:\t\(mask)\nCpus_allowed_list:\t0\n")
    try root.write("proc/self/cgroup", "0::/jobs/one\n")
    if let own { try root.write("sys/fs/cgroup/jobs/one/cpu.max", own + "\n") }
    if let parent { try root.write("sys/fs/cgroup/jobs/cpu.max", parent + "\n") }
    return root
  }

  @Test(
    "the affinity mask is cut by the smallest quota on the way up",
    arguments: [
      ("ff", nil, nil, 8), ("f", "max 100000", nil, 4), ("ff", "250000 100000", nil, 2),
      ("ff", "400000 100000", "300000 100000", 3), ("ff", "50000 100000", nil, 1),
      ("ffffffff,ffffffff", nil, nil, 64), ("1", "800000 100000", nil, 1),
    ] as [(String, String?, String?, Int)])
  func quota(mask: String, own: String?, parent: String?, expected: Int) throws {
    let root = try machine(mask: mask, own: own, parent: parent)
    #expect(ThreadCount.standard(root: root.path) == expected)
  }

  @Test("version 1 quotas count, -1 means none")
  func legacy() throws {
    let root = try SheetFolder()
    try root.write("proc/self/status", "Cpus_allowed:\tff\n")
    try root.write("proc/self/cgroup", "4:cpu,cpuacct:/a\n")
    try root.write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "-1\n")
    try root.write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n")
    #expect(ThreadCount.standard(root: root.path) == 8)
    try root.write("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "300000\n")
    #expect(ThreadCount.standard(root: root.path) == 3)
  }
}
