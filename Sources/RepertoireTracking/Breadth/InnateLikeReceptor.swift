import Repertoires

/// Whether a clone bears the receptor of innate-like T cells, which answer no peptide of a tumor.
///
/// MAIT: TRAV1-2 with TRAJ33, TRAJ12 or TRAJ20. iNKT: TRAV10 with TRAJ18. A beta chain alone can
/// only be compatible: TRBV20-1 or a TRBV6 gene with MAIT, TRBV25-1 with iNKT.
public enum InnateLikeReceptor: String, CaseIterable, Sendable {
  /// The alpha chain tells.
  case alphaChain = "alpha_chain"
  /// The beta chain does not deny it.
  case compatibleBeta = "compatible_beta"

  /// What the chain says of a mucosal-associated invariant T cell; nil if it is none.
  public static func mait(vCall: String, jCall: String) -> InnateLikeReceptor? {
    let (v, j) = (GeneCall(airr: vCall).genes, GeneCall(airr: jCall).genes)
    if v.contains("TRAV1-2"), !Set(j).isDisjoint(with: ["TRAJ33", "TRAJ12", "TRAJ20"]) {
      return .alphaChain
    }
    let isBeta = v.contains { $0 == "TRBV20-1" || $0 == "TRBV6" || $0.hasPrefix("TRBV6-") }
    return isBeta ? .compatibleBeta : nil
  }

  /// What the chain says of an invariant natural killer T cell; nil if it is none.
  public static func inkt(vCall: String, jCall: String) -> InnateLikeReceptor? {
    let (v, j) = (GeneCall(airr: vCall).genes, GeneCall(airr: jCall).genes)
    if v.contains("TRAV10"), j.contains("TRAJ18") { return .alphaChain }
    return v.contains("TRBV25-1") ? .compatibleBeta : nil
  }
}
