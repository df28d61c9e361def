import Repertoires

extension TableLayout {
  /// Our own table; the unit of its counts stands in `tcr_count_unit`.
  static var clonova: TableLayout {
    var layout = airr(
      .clonova,
      signature: airrSignature + [name(.countUnit), name(.frequency), name(.duplicateCount)])
    layout.counts = [Count(names: name(.duplicateCount), unit: .reads)]
    return layout
  }

  /// AIRR Rearrangement of any producer.
  static var airr: TableLayout {
    var layout = airr(.airr, signature: airrSignature)
    layout.counts = [
      Count(names: name(.umiCount), unit: .umi), Count(names: name(.duplicateCount), unit: .reads),
      Count(names: name(.consensusCount), unit: .reads),
    ]
    return layout
  }

  /// Decombinator's AIRR table: copies are molecules collapsed by their identifiers.
  static var decombinator: TableLayout {
    var layout = airr(.decombinator, signature: airrSignature + [["decombinator_id"]])
    layout.counts = [Count(names: name(.duplicateCount), unit: .umi)]
    return layout
  }

  private static var airrSignature: [[String]] {
    [name(.vCall), name(.jCall), name(.junction) + name(.junctionAA), name(.sequenceID)]
  }

  private static func airr(_ format: TableFormat, signature: [[String]]) -> TableLayout {
    var layout = TableLayout(format: format, signature: signature)
    layout.v.gene = name(.vCall)
    layout.d.gene = name(.dCall)
    layout.j.gene = name(.jCall)
    layout.c.gene = name(.cCall)
    layout.locus = name(.locus)
    layout.junction = name(.junction)
    layout.junctionAA = name(.junctionAA)
    layout.productive = name(.isProductive)
    layout.isCell = ["is_cell"]
    layout.cellID = name(.cellID)
    layout.reads = name(.consensusCount)
    layout.umis = name(.umiCount)
    return layout
  }

  private static func name(_ column: RearrangementColumn) -> [String] { [column.rawValue] }
}
