/// A table of the page: sorted, filtered and paged by its script, whole without it.
public struct PageTable: Sendable, Equatable {
  /// What the cells of a column are.
  public enum Kind: String, Sendable, Equatable {
    case text, number
    /// Names, as of genes, none of them broken over lines.
    case gene
    /// A sequence, shown in part and copied whole.
    case sequence
    /// `OK`, `WARN` or `FAIL`.
    case status
    /// A text with a link to a group of the page, as `anchor|text`.
    case link
  }

  /// A column.
  public struct Column: Sendable, Equatable {
    /// The title.
    public var title: String
    /// What the cells are.
    public var kind: Kind

    /// A column.
    public init(_ title: String, _ kind: Kind = .text) {
      self.title = title
      self.kind = kind
    }
  }

  /// A row.
  public struct Row: Sendable, Equatable {
    /// One text a column.
    public var cells: [String]
    /// Whether the row is secondary, and drawn faint.
    public var isFaint: Bool

    /// A row.
    public init(_ cells: [String], isFaint: Bool = false) {
      self.cells = cells
      self.isFaint = isFaint
    }
  }

  /// What the table holds, for its caption.
  public var caption: String
  /// The columns.
  public var columns: [Column]
  /// The rows, in the order in which they are first shown.
  public var rows: [Row]
  /// What is left out, if anything.
  public var note: String

  /// Whether the table has so many columns that it needs small type on paper.
  var isDense: Bool { columns.count > 12 }

  /// A table; every row has one cell a column.
  public init(caption: String, columns: [Column], rows: [Row], note: String = "") {
    precondition(
      rows.allSatisfy { $0.cells.count == columns.count }, "a row has one cell a column")
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
  }
}
