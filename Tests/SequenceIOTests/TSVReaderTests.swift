internal import SequenceIO
internal import TestSupport
internal import Testing

@Suite("Table reader")
struct TSVReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func rows(
    _ text: String, _ dialect: TSVReader.Dialect = .tabSeparated,
    raggedRows: TSVReader.RaggedRows = .refused, skipsComments: Bool = false,
    size: Int = 1_000
  ) throws -> [[String]] {
    let path = try folder.write(text, to: "table")
    var reader = try TSVReader(
      path: path, dialect: dialect, raggedRows: raggedRows, skipsComments: skipsComments,
      capacities: ReaderCapacities(input: size, chunk: size))
    var rows = [reader.header]
    while try reader.advance() {
      rows.append(reader.header.indices.map { reader.text($0) })
    }
    return rows
  }

  static let tables: [(String, String, TSVReader.Dialect, [[String]])] = [
    ("LF", "a\tb\n1\t2\n3\t\n", .tabSeparated, [["a", "b"], ["1", "2"], ["3", ""]]),
    ("CRLF", "a\tb\r\n1\t2\r\n", .tabSeparated, [["a", "b"], ["1", "2"]]),
    ("CR only", "a\tb\r1\t2\r3\t4\r", .tabSeparated, [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("CR only, no end", "a\tb\r1\t2", .tabSeparated, [["a", "b"], ["1", "2"]]),
    ("byte order mark", "\u{FEFF}a\tb\n1\t2", .tabSeparated, [["a", "b"], ["1", "2"]]),
    ("empty lines", "\na\tb\n\n\n1\t2\n\n", .tabSeparated, [["a", "b"], ["1", "2"]]),
    ("spaces around names", " a \tb c\n x \ty\n", .tabSeparated, [["a", "b c"], [" x ", "y"]]),
    ("no quoting in TSV", "a\tb\n\"1\t2\"\n", .tabSeparated, [["a", "b"], ["\"1", "2\""]]),
    ("non-ASCII", "a\nÅsa é\n", .tabSeparated, [["a"], ["Åsa é"]]),
    ("only a header", "a\tb", .tabSeparated, [["a", "b"]]),
    ("CSV", "a,b\n1,2\n,\n", .commaSeparated, [["a", "b"], ["1", "2"], ["", ""]]),
    (
      "CSV quoting", "a,b\n\"x,\"\"y\"\"\",\"\"\n\"two\r\nlines\",z\n", .commaSeparated,
      [["a", "b"], ["x,\"y\"", ""], ["two\nlines", "z"]]
    ),
    (
      "CSV quote inside plain text", "a,b\nx\"y\",\"z\"\n", .commaSeparated,
      [
        ["a", "b"], ["x\"y\"", "z"],
      ]
    ),
  ]

  @Test("accepted forms are read at every small buffer size", arguments: tables)
  func forms(
    name: String, text: String, dialect: TSVReader.Dialect, expected: [[String]]
  ) throws {
    for size in 1...(text.utf8.count + 2) {
      #expect(try rows(text, dialect, size: size) == expected, "\(name), size \(size)")
    }
  }

  @Test("random CSV is read as it was quoted", arguments: 0..<100)
  func randomCSV(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters: [Character] = ["a", "b", ",", "\"", "\n", " ", "é"]
    let table = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      (0..<3).map { _ in
        String(
          (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            letters[Int.random(in: letters.indices, using: &generator)]
          })
      }
    }
    let text = table.map { row in
      row.map {
        "\""
          + $0.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
      }.joined(separator: ",") + "\n"
    }.joined()
    let size = Int.random(in: 1...40, using: &generator)
    #expect(try rows("x,y,z\n" + text, .commaSeparated, size: size).dropFirst() == table[...])
  }

  @Test("fields lie between tabs wherever those stand", arguments: 0..<100)
  func randomFields(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    // Bytes that differ from a tab by one bit or one: É ends in 0x89.
    let letters: [Character] = ["a", "É", "\u{8}", "\u{B}", "\u{1}", " "]
    let columns = Int.random(in: 1...12, using: &generator)
    let table = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      ["x"]
        + (0..<columns).map { _ in
          String(
            (0..<Int.random(in: 0...9, using: &generator)).map { _ in
              letters[Int.random(in: letters.indices, using: &generator)]
            })
        }
    }
    let names = (0...columns).map { "c\($0)" }
    let text = ([names] + table).map { $0.joined(separator: "\t") + "\n" }.joined()
    let size = Int.random(in: 1...60, using: &generator)
    #expect(try rows(text, size: size) == [names] + table)
  }

  @Test("gzip is recognised by its first bytes")
  func gzip() throws {
    let path = try folder.write(try folder.gzipped(Array("a\n1\n".utf8)), to: "table.tsv")
    var reader = try TSVReader(path: path)
    #expect(try reader.advance())
    #expect(FieldValue.integer(reader.field(0)) == 1)
  }

  @Test("comment lines are skipped on demand only")
  func comments() throws {
    let text = "#first\na\n#second\n1\n"
    #expect(try rows(text, skipsComments: true) == [["a"], ["1"]])
    #expect(try rows(text) == [["#first"], ["a"], ["#second"], ["1"]])
  }

  @Test("rows of another width are an error with their line, or padded on demand")
  func raggedRows() throws {
    let text = "a\tb\n1\t2\n\n3\n4\t5\t6\n"
    let error = #expect(throws: SequenceIOError.self) { try rows(text) }
    #expect(error?.reason == .malformedTable(fields: 1, columns: 2))
    #expect(error?.location.record == 4)
    #expect(error?.location.byteOffset == 9)
    #expect(
      try rows(text, raggedRows: .padded) == [["a", "b"], ["1", "2"], ["3", ""], ["4", "5"]])
  }

  @Test("a short row without a line end is one that was cut, also where rows are padded")
  func cutRow() throws {
    let whole = "a\tb\n1\t22\n3\t4\n"
    for raggedRows in [TSVReader.RaggedRows.refused, .padded] {
      for size in 1...(whole.utf8.count + 2) {
        for last in ["3", ""] {
          let error = #expect(throws: SequenceIOError.self) {
            try rows("a\tb\tc\n1\t2\t\n" + last + "\t4", raggedRows: raggedRows, size: size)
          }
          #expect(error?.reason == .unfinishedRow(fields: 2, columns: 3))
          #expect(error?.location.record == 3 && error?.location.byteOffset == 11)
        }
        #expect(try rows(String(whole.dropLast()), raggedRows: raggedRows, size: size).count == 3)
      }
    }
  }

  @Test(
    "whether a line end follows the header and each row is told",
    arguments: ["\n", "\r\n", "\r"], 1...12)
  func lineEnds(end: String, size: Int) throws {
    func ends(_ text: String) throws -> [Bool] {
      let path = try folder.write(text, to: "ends")
      var reader = try TSVReader(
        path: path, dialect: .commaSeparated,
        capacities: ReaderCapacities(input: size, chunk: size))
      var ends = [reader.hasLineEnd]
      while try reader.advance() { ends.append(reader.hasLineEnd) }
      return ends
    }
    #expect(try ends("a,b" + end + "1,\"x\"" + end) == [true, true])
    #expect(try ends("a,b" + end + "1,2") == [true, false])
    #expect(try ends("a,b" + end + "1,\"x" + end + "y\"") == [true, false])
    #expect(try ends("a,b" + end + end + "1,2" + end + end) == [true, true])
    #expect(try ends("a,b") == [false])
  }

  @Test("columns are found by name; missing and double ones are errors")
  func columns() throws {
    let path = try folder.write("a\tb\tb\n", to: "columns")
    let reader = try TSVReader(path: path)
    #expect(try reader.column("a") == 0)
    #expect(try reader.column("c") == nil)
    let reasons: [(String, SequenceIOError.Reason)] = [
      ("b", .duplicateColumn(name: "b")),
      ("c", .missingColumn(name: "c", found: ["a", "b", "b"])),
    ]
    for (name, reason) in reasons {
      do {
        _ = try reader.requiredColumn(name)
        Issue.record("the column is missing or double")
      } catch {
        #expect(error.reason == reason)
      }
    }
  }

  @Test("a field can be refused with line, column and value")
  func malformedField() throws {
    let path = try folder.write("day\n1\nx\n", to: "field")
    var reader = try TSVReader(path: path)
    while try reader.advance() {}
    var again = try TSVReader(path: path)
    #expect(try again.advance())
    #expect(try again.advance())
    let error = again.malformed(0, expected: "a whole number")
    #expect(
      error.message
        == "\(path), line 3 (byte 6): 'x' in column 'day'; expected a whole number. "
        + "Correct the value.")
  }

  @Test("broken quotes are errors", arguments: ["a,b\n\"x,y\n", "a,b\n\"x\"y,z\n"])
  func brokenQuotes(text: String) throws {
    let error = #expect(throws: SequenceIOError.self) { try rows(text, .commaSeparated) }
    #expect(error?.reason == .malformedQuote)
    #expect(error?.location.record == 2)
  }

  @Test("a cut gzip table is an error")
  func cutGzip() throws {
    var text = "a\tb\n"
    for i in 0..<5_000 { text += "\(i)\t\(i * i)\n" }
    let zipped = try folder.gzipped(Array(text.utf8))
    let path = try folder.write(Array(zipped.dropLast(5)), to: "cut")
    let error = #expect(throws: SequenceIOError.self) {
      var reader = try TSVReader(path: path)
      while try reader.advance() {}
    }
    #expect(error?.reason == .truncatedGzip)
  }

  static let integers: [(String, Int?)] = [
    ("0", 0), ("-7", -7), ("+7", 7), ("9223372036854775807", .max),
    ("-9223372036854775808", .min), ("9223372036854775808", nil), ("", nil), ("-", nil),
    ("1.0", nil), ("1 ", nil), ("99999999999999999999", nil),
  ]

  @Test("integers", arguments: integers)
  func integer(text: String, value: Int?) {
    #expect(FieldValue.integer(Array(text.utf8).span) == value)
  }

  static let reals: [(String, Double?)] = [
    ("0.5", 0.5), ("-1e-7", -1e-7), ("12", 12), ("1E+3", 1_000), (".5", 0.5), ("1e999", nil),
    ("nan", nil), ("inf", nil), ("0x10", nil), ("", nil), ("1,5", nil), ("1.5.2", nil),
  ]

  @Test("reals", arguments: reals)
  func real(text: String, value: Double?) {
    #expect(FieldValue.real(Array(text.utf8).span) == value)
  }

  @Test(
    "truth values",
    arguments: [
      ("T", true), ("F", false), ("true", true), ("FALSE", false), ("True", true), ("", nil),
      ("1", nil), ("tru", nil),
    ] as [(String, Bool?)])
  func truth(text: String, value: Bool?) {
    #expect(FieldValue.truth(Array(text.utf8).span) == value)
  }
}
