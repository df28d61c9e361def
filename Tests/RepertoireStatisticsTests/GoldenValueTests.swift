import Foundation
import RepertoireStatistics
import Testing

@Suite("Oracle values")
struct GoldenValueTests {
  @Test("all 170 oracle values are present")
  func everyRowIsRead() {
    #expect(GoldenValue.all.count == 170)
    #expect(GoldenValue.all.allSatisfy { !$0.value.isNaN })
  }

  @Test("every oracle value is met to 1e-9 relative", arguments: GoldenValue.all)
  func value(golden: GoldenValue) throws {
    let computed = try #require(compute(golden), "no function stands for \(golden.statistic)")
    #expect(agree(computed, golden.value, 1e-9), "\(computed) for \(golden.value)")
  }

  private func compute(_ golden: GoldenValue) -> Double? {
    clonePair(golden) ?? adjustment(golden) ?? spread(golden)
  }

  private func clonePair(_ golden: GoldenValue) -> Double? {
    let (n1, n2) = (golden.number("n1"), golden.number("n2"))
    if n1.isNaN {
      return golden.statistic == "CP_upper_zero_count"
        ? ClopperPearson.upper(n: 0, N: golden.number("N"), confidence: golden.number("conf")) : nil
    }
    let (k1, k2) = (Int(n1), Int(n2))
    let (total1, total2) = (golden.integer("N1"), golden.integer("N2"))
    let share = Double(total2) / Double(total1 + total2)
    func betaBinomial() -> BetaBinomial {
      DispersionModel(clumping: golden.number("c"), drift: golden.number("rho0"))
        .betaBinomial(n: k1 + k2, mu: share)
    }
    switch golden.statistic {
    case "fisher_two_sided":
      return Fisher.twoSided(n1: k1, n2: k2, total1: total1, total2: total2).value
    case "fisher_greater", "hypergeom_sf(n2-1)":
      return Fisher.greater(n1: k1, n2: k2, total1: total1, total2: total2).value
    case "binom_two_sided":
      return BinomialTest.twoSided(successes: k2, trials: k1 + k2, probability: share).value
    case "binom_greater":
      return BinomialTest.greater(successes: k2, trials: k1 + k2, probability: share).value
    case "clopper_pearson_upper95_n1": return ClopperPearson.upper(n: n1, N: Double(total1))
    case "clopper_pearson_lower95_n2": return ClopperPearson.lower(n: n2, N: Double(total2))
    case "betabinom_pmf": return exp(betaBinomial().logPMF(k2))
    case "betabinom_greater": return betaBinomial().upperTail(k2).value
    default: return nil
    }
  }

  private func adjustment(_ golden: GoldenValue) -> Double? {
    let p = golden.list("p")
    switch golden.statistic {
    case "adjust_fdr_bh": return FalseDiscovery.benjaminiHochberg(p)[golden.integer("k")]
    case "adjust_fdr_by": return FalseDiscovery.benjaminiYekutieli(p)[golden.integer("k")]
    case "adjust_bonferroni": return FalseDiscovery.bonferroni(p)[golden.integer("k")]
    case "adjust_holm": return FalseDiscovery.holm(p)[golden.integer("k")]
    default: return nil
    }
  }

  private func spread(_ golden: GoldenValue) -> Double? {
    let x = golden.list("x").map { Int($0) }
    let y = golden.list("y").map { Int($0) }
    switch golden.statistic {
    case "morisita_horn": return RepertoireOverlap.morisitaHorn(x, y)
    case "jaccard": return RepertoireOverlap.jaccard(x, y)
    case "bray_curtis_similarity(freq)": return RepertoireOverlap.brayCurtis(x, y)
    case "sorensen": return RepertoireOverlap.sorensen(x, y)
    case "jensen_shannon_divergence_bits": return RepertoireOverlap.jensenShannonDivergence(x, y)
    case "bhattacharyya": return RepertoireOverlap.bhattacharyya(x, y)
    case "shannon_nats": return Diversity.shannon(x)
    case "clonality_1-pielou": return Diversity.clonality(x)
    case "simpson_clonality_sqrt": return Diversity.simpsonClonality(x)
    case "inverse_simpson": return Diversity.inverseSimpson(x)
    case "gini": return Diversity.gini(x)
    case "chao1_bias_corrected": return Diversity.chao1(x)
    case "rarefied_richness":
      return Diversity.rarefiedRichness(x, depth: golden.integer("m"))
    case "hill_number": return Diversity.hillNumber(x, order: golden.number("q"))
    default: return nil
    }
  }
}
