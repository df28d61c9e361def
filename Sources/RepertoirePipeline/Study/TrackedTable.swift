/// Where the clonotype table of one sample comes from.
enum TrackedTable: Sendable {
  /// It was there before this run: an input, whose faults are those of its sample.
  case given(String)
  /// This run wrote it.
  case made(String)
  /// There is none, since the sample failed before, with the reason.
  case failed(String)

  /// Where it lies; nil where there is none.
  var path: String? {
    switch self {
    case .given(let path), .made(let path): path
    case .failed: nil
    }
  }

  /// Where it lies, of one that was there before.
  var givenPath: String? {
    if case .given(let path) = self { path } else { nil }
  }

  /// Why there is none.
  var failure: String? {
    if case .failed(let reason) = self { reason } else { nil }
  }
}
