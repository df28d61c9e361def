import Germline
import Sequences

extension Locus {
  /// The bit of a locus in a mask of loci.
  @inline(__always)
  var bit: UInt8 { 1 &<< UInt8(truncatingIfNeeded: index) }
}

extension SearchTarget {
  /// ``Locus/bit`` of each locus that has the target.
  var locusMask: UInt8 { loci.reduce(0) { $0 | $1.bit } }
}
