import Repertoires

/// The columns of one table by what they hold: a ``TableLayout`` met with a header.
struct TableColumns {
  /// A column that may give the count.
  struct Count {
    let column: Int
    let name: String
    let unit: CountUnit
  }

  let format: TableFormat
  let v: GeneColumns
  let d: GeneColumns
  let j: GeneColumns
  let c: GeneColumns
  let style: TableLayout.CallStyle
  let locus: Int?
  let junction: Int?
  let junctionAA: Int?
  let read: Int?
  let junctionStart: Int?
  let junctionLength: Int?
  let productive: Int?
  let frame: Int?
  let isCell: Int?
  let cellID: Int?
  let counts: [Count]
  let reads: Int?
  let umis: Int?
  let frequency: Int?

  init(_ layout: TableLayout, header: TableHeader) {
    format = layout.format
    v = GeneColumns(layout.v, in: header)
    d = GeneColumns(layout.d, in: header)
    j = GeneColumns(layout.j, in: header)
    c = GeneColumns(layout.c, in: header)
    style = layout.style
    locus = header.column(layout.locus)
    junction = header.column(layout.junction)
    junctionAA = header.column(layout.junctionAA)
    read = header.column(layout.read)
    junctionStart = header.column(layout.junctionStart)
    junctionLength = header.column(layout.junctionLength)
    productive = header.column(layout.productive)
    frame = header.column(layout.frame)
    isCell = header.column(layout.isCell)
    cellID = header.column(layout.cellID)
    counts = layout.counts.compactMap { candidate in
      header.column(candidate.names).map {
        Count(column: $0, name: header.names[$0], unit: candidate.unit)
      }
    }
    reads = header.column(layout.reads)
    umis = header.column(layout.umis)
    frequency = header.column(layout.frequency)
  }
}
