import Glibc

/// What is fuzzed: readers of files that others have written.
///
/// Each target asks the same: no trap, no fault of memory, no hang, and errors of the declared
/// types, whose places lie within the input.
enum FuzzTarget: String, CaseIterable {
  case fastq
  case gzip
  case tables
  #if WITH_PIPELINE
    case germline
    case sheet
    case kit
  #endif

  /// The target that CLONOVA_FUZZ_TARGET names.
  static let chosen: FuzzTarget = {
    let name = getenv("CLONOVA_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      print("CLONOVA_FUZZ_TARGET is '\(name)'; expected one of \(allCases.map(\.rawValue))")
      exit(64)
    }
    return target
  }()

  /// Gives one input to the target.
  func run(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .fastq: FASTQTarget.run(bytes)
    case .gzip: GzipTarget.run(bytes)
    case .tables: TableTarget.run(bytes)
    #if WITH_PIPELINE
      case .germline: GermlineTarget.run(bytes)
      case .sheet: SheetTarget.run(bytes)
      case .kit: KitTarget.run(bytes)
    #endif
    }
  }
}

/// The entry that libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  FuzzTarget.chosen.run(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  return 0
}
