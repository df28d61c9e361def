import Glibc

/// Where the inputs of the tests lie.
public enum SharedData {
  /// The root folder of the package, from the path of this file.
  public static let packageRoot: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// The folder of real public samples beside the package; see each sample's SOURCE.txt.
  public static let root = packageRoot + "/../shared"

  /// Whether `path`, relative to the shared folder, can be read here.
  ///
  /// Tests on real samples are enabled by it, with the comment ``absent``.
  public static func has(_ path: String) -> Bool { unsafe access(root + "/" + path, R_OK) == 0 }

  /// The full path of a file of the shared folder.
  public static func path(_ relative: String) -> String { root + "/" + relative }

  /// The full path of a file of TestData.
  public static func testData(_ relative: String) -> String {
    packageRoot + "/TestData/" + relative
  }

  /// Why a test on a real sample did not run.
  public static let absent = "the shared folder with the real samples is not beside the package"
}
