import Germline
import Sequences

extension Locus {
  /// The bit of a locus in a mask of loci.
  @inline(__always)
  var bit: UInt8 { 1 &<< UInt8(truncatingIfNeeded: index) }

  /// A mask of loci with those that recombine with the same V: TRA and TRD come together.
  static func withSharedV(_ mask: UInt8) -> UInt8 {
    let shared = Locus.tra.bit | Locus.trd.bit
    return mask & shared == 0 ? mask : mask | shared
  }
}

extension SearchTarget {
  /// ``Locus/bit`` of each locus that has the target.
  var locusMask: UInt8 { loci.reduce(0) { $0 | $1.bit } }
}
