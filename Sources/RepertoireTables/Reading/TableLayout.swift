import Repertoires

/// Where a format keeps what a clonotype needs: column names as data, first one present wins.
struct TableLayout {
  /// The columns of one gene segment: the gene, else the ties, else the family, else its ties.
  struct Gene {
    var gene: [String] = []
    var allele: [String] = []
    var ties: [String] = []
    var family: [String] = []
    var familyTies: [String] = []
  }

  /// A column that may give the count, with the unit it counts.
  struct Count {
    var names: [String]
    var unit: CountUnit
  }

  /// How a gene cell of tied names is to be read.
  enum CallStyle {
    case names
    /// MiXCR: all hits with scores; only those with the score of the first are tied.
    case scoredHits
  }

  let format: TableFormat
  /// The columns that a header must have to fit; each entry lists alternatives.
  let signature: [[String]]
  var v = Gene()
  var d = Gene()
  var j = Gene()
  var c = Gene()
  var style = CallStyle.names
  var locus: [String] = []
  var junction: [String] = []
  var junctionAA: [String] = []
  /// The read the junction is to be cut from, with its 0-based start and its length.
  var read: [String] = []
  var junctionStart: [String] = []
  var junctionLength: [String] = []
  var productive: [String] = []
  /// In, Out or Stop.
  var frame: [String] = []
  var isCell: [String] = []
  var cellID: [String] = []
  /// In order of preference; the first with a number in every row, not zero in all, is taken.
  var counts: [Count] = []
  /// What gives `consensus_count` and `umi_count` beside the chosen count.
  var reads: [String] = []
  var umis: [String] = []
  /// Where the format has it that all rows of a table add up to one.
  ///
  /// No name that must be single: a second such column is no fault.
  var frequency: [String] = []

  /// Every name that the layout may read.
  var names: [String] {
    var names: [String] = []
    for gene in [v, d, j, c] {
      for list in [gene.gene, gene.allele, gene.ties, gene.family, gene.familyTies] {
        names += list
      }
    }
    for list in [
      locus, junction, junctionAA, read, junctionStart, junctionLength, productive, frame, isCell,
      cellID, reads, umis,
    ] {
      names += list
    }
    for count in counts { names += count.names }
    return names
  }

  /// Whether a header has all columns of the signature.
  func fits(_ header: TableHeader) -> Bool {
    signature.allSatisfy { $0.contains { header.has($0) } }
  }
}
