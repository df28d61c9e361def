internal import SequenceIO
internal import Sequences
internal import Testing

@Suite("Barcodes")
struct BarcodeTests {
  @Test("32 bases are packed, first lowest, with their lowest and summed quality")
  func packing() {
    let text = "ACGTTGCAACGTTGCAACGTTGCAACGTTGCT"
    let bases = Array(text.utf8)
    let quality = bases.indices.map { UInt8(33 + 10 + $0) }
    var barcode = Barcode()
    barcode.append(0..<32, of: bases.span, quality: quality.span)
    #expect(barcode.text == text)
    #expect(barcode.bases == PackedWord.pack(codes: Nucleotide.codes(of: bases))[0])
    #expect(barcode.count == 32 && barcode.unknownCount == 0)
    #expect(barcode.lowestQuality == 10)
    #expect(barcode.meanQuality == Double((10..<42).reduce(0, +)) / 32)
  }

  @Test("barcodes of two mates are one, wherever it is cut", arguments: 0...32)
  func joining(cut: Int) {
    let bases = Array("ACGTTGCANCGTTGCAACGTTGCAACGTTGCT".utf8)
    let quality = bases.indices.map { UInt8(33 + ($0 * 7) % 41) }
    var whole = Barcode()
    whole.append(0..<32, of: bases.span, quality: quality.span)
    var first = Barcode()
    var second = Barcode()
    first.append(0..<cut, of: bases.span, quality: quality.span)
    second.append(cut..<32, of: bases.span, quality: quality.span)
    first.append(second)
    #expect(first == whole)
    #expect(whole.unknownCount == 1)
  }

  @Test("no bases have no quality to doubt")
  func empty() {
    let barcode = Barcode()
    #expect(barcode.isEmpty && barcode.text.isEmpty && barcode.meanQuality == 0)
    #expect(barcode.lowestQuality == Phred.highest)
  }

  @Test(
    "the UMI of a header follows its separator or tag",
    arguments: [
      ("_", "read:1:2_ACGTN 1:N:0:AAAA", "ACGTA"), ("_", "read_x_ACGT", "ACGT"),
      ("_", "read_ACGT/2", "ACGT"), ("_", "read_AC+GT", "ACGT"), ("_", "read_AC-GT x_TT", "ACGT"),
      ("_", "read_ACXT", nil), ("_", "read", nil), ("_", "read_", nil), ("_", "", nil),
      ("_", "read_ACGT_", nil), ("_", "read_ACGT5", nil), ("_", "read x_ACGT", nil),
      (":", "M1:9:FC:1:1:2:3:ACGTT 1:N:0:CCCC", "ACGTT"), (":", "M1:9:FC:1:1:2:3 1:N:0:CC", nil),
      ("UMI:", "read 1:N UMI:ACGT:IIII", "ACGT"), ("UMI:", "read UMI:ACGT", "ACGT"),
      ("UMI:", "UMI:GG UMI:acgt x", "ACGT"), ("UMI:", "read UMI::IIII", nil),
      ("_", "r_" + String(repeating: "A", count: 32), String(repeating: "A", count: 32)),
      ("_", "r_" + String(repeating: "A", count: 33), nil),
    ] as [(String, String, String?)])
  func header(tag: String, header: String, expected: String?) throws {
    let structure = try ReadStructure("header:\(tag),template")
    #expect(structure.headerTag?.umi(in: Array(header.utf8).span)?.text == expected)
  }
}
