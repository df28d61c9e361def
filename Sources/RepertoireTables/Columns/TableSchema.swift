/// The data dictionary of one table: what every column means.
///
/// The pipeline writes it as `schema.json` beside the tables.
public struct TableSchema: Sendable, Equatable {
  /// What the cells of a column hold.
  public enum CellType: String, Sendable {
    case text = "string"
    case integer
    case real = "number"
    /// `T` or `F`.
    case truth = "boolean"
  }

  /// One column.
  public struct Column: Sendable, Equatable {
    /// The header.
    public let name: String
    /// What its cells hold.
    public let type: CellType
    /// The unit of a number; nil where it has none.
    public let unit: String?
    /// Whether a cell may be blank.
    public let isNullable: Bool
    /// One sentence on what it means.
    public let description: String

    /// A column of a table.
    public init(
      _ name: String, _ type: CellType, unit: String? = nil, nullable: Bool = false,
      _ description: String
    ) {
      self.name = name
      self.type = type
      self.unit = unit
      self.isNullable = nullable
      self.description = description
    }
  }

  /// The file name; `<sample_id>` stands for a sample.
  public let table: String
  /// What one row is, and the order of rows.
  public let description: String
  /// The columns in file order.
  public let columns: [Column]

  /// The dictionary of a table; its column names are unique.
  public init(table: String, description: String, columns: [Column]) {
    precondition(
      Set(columns.map(\.name)).count == columns.count, "a table has two columns of one name")
    self.table = table
    self.description = description
    self.columns = columns
  }

  /// The headers in file order.
  public var columnNames: [String] { columns.map(\.name) }
}
