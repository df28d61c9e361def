internal import Foundation

/// Paths as the command line names them.
public enum FilePath {
  /// Whether two paths lead to one file, also when it is not there yet.
  ///
  /// Links are followed as far as they exist; standard streams (`-`) are no files.
  public static func areSame(_ one: String, _ other: String) -> Bool {
    if one == "-" || other == "-" { return false }
    if WholeFile.exists(one), WholeFile.exists(other) {
      return WholeFile.identity(of: one) == WholeFile.identity(of: other)
    }
    return resolved(one) == resolved(other)
  }

  /// The folder of a file, with a slash at its end; empty for one in the current folder.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func resolved(_ path: String) -> String {
    // The folder is resolved by itself: a file that is missing would leave its links as they are.
    let url = URL(fileURLWithPath: path)
    return url.deletingLastPathComponent().resolvingSymlinksInPath().path + "/"
      + url.lastPathComponent
  }
}
