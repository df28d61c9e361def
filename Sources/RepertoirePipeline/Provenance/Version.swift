/// The versions that are written beside every result.
public enum Version {
  /// Of the program.
  public static let program = "0.1.0"
  /// Of the numbers: raised whenever the same input gives another table, which also makes finished
  /// samples of earlier versions be done again.
  public static let results = 18
}
