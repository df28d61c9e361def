import Germline
import Glibc
import RepertoireSimulation
import RepertoireStatistics
import Sequences
import Testing

struct ReadSimulatorTests {
  static let reference = GermlineReference.embedded(.human)
  static let model = RecombinationModel(reference: reference, locus: .trb)

  /// A fragment of a productive rearrangement, and the junction in it.
  static func fragment(
    _ layout: LibraryLayout, _ random: inout SplitMix64
  ) -> (codes: [UInt8], junction: [UInt8]) {
    let drawn = model.draw(productive: true, using: &random)
    let transcript = drawn.transcript(in: reference)
    let covered = layout.fragment(
      ofTranscript: transcript.codes.count, constantStart: transcript.constantStart)
    return (Array(transcript.codes[covered]), drawn.junction)
  }

  @Test("an error-free read holds the junction on one strand, each strand half of the time")
  func strands() {
    let simulator = ReadSimulator(layout: .single(), quality: .perfect, pcr: .perfect)
    var random = SplitMix64(seed: 21)
    var forward = 0
    for _ in 0..<400 {
      let (codes, junction) = Self.fragment(simulator.layout, &random)
      let reads = simulator.reads(of: codes, using: &random)
      #expect(reads.count == 1 && reads[0].bases.count == 150)
      #expect(reads[0].qualities.count == 150)
      let text = String(decoding: reads[0].bases, as: UTF8.self)
      let isForward = text.contains(Nucleotide.text(ofCodes: junction))
      let reverse = Nucleotide.text(ofCodes: Nucleotide.reverseComplement(ofCodes: junction))
      #expect(isForward != text.contains(reverse))
      forward += isForward ? 1 : 0
    }
    #expect((150...250).contains(forward))
  }

  @Test("of a pair, R1 reads from C as the reverse complement and R2 from V")
  func pairs() {
    let simulator = ReadSimulator(
      layout: .paired(readLength: 100, fragmentLength: 260), quality: .perfect, pcr: .perfect)
    var random = SplitMix64(seed: 22)
    let (codes, junction) = Self.fragment(simulator.layout, &random)
    let reads = simulator.reads(of: codes, using: &random)
    #expect(codes.count == 260 && reads.map(\.bases.count) == [100, 100])
    let reversed = Nucleotide.reverseComplement(ofCodes: codes)
    #expect(reads[0].bases.elementsEqual(reversed.prefix(100).map(Nucleotide.ascii(ofCode:))))
    #expect(reads[1].bases.elementsEqual(codes.prefix(100).map(Nucleotide.ascii(ofCode:))))
    let text = Nucleotide.text(ofCodes: Nucleotide.reverseComplement(ofCodes: junction))
    #expect(String(decoding: reads[0].bases, as: UTF8.self).contains(text))
  }

  @Test("a fragment is cut where the transcript ends")
  func shortTranscripts() {
    let layout = LibraryLayout.single(readLength: 150, primerOffset: 27)
    #expect(layout.fragment(ofTranscript: 700, constantStart: 340) == 217..<367)
    #expect(layout.fragment(ofTranscript: 340, constantStart: 340) == 190..<340)
    #expect(layout.fragment(ofTranscript: 90, constantStart: 80) == 0..<90)
  }

  @Test("bases are wrong as often as their quality says, in every bin and to every base")
  func calibration() {
    let simulator = ReadSimulator(layout: .single(), pcr: .perfect)
    let molecule = [UInt8](repeating: 1, count: 150)
    var random = SplitMix64(seed: 23)
    var bases: [UInt8: Int] = [:]
    var errors: [UInt8: Int] = [:]
    var letters: [UInt8: Int] = [:]
    var lowBases = [0, 0]
    for _ in 0..<20_000 {
      let read = simulator.read(molecule, using: &random)
      for position in 0..<150 {
        let quality = Phred.quality(ofASCII: read.qualities[position])
        bases[quality, default: 0] += 1
        if quality == 11 { lowBases[position / 75] += 1 }
        if read.bases[position] != 0x43 {
          errors[quality, default: 0] += 1
          letters[read.bases[position], default: 0] += 1
        }
      }
    }
    #expect(bases.keys.sorted() == [11, 25, 37])
    for (quality, count) in bases {
      let expected = Double(count) * pow(10, -Double(quality) / 10)
      let observed = Double(errors[quality] ?? 0)
      #expect(
        abs(observed - expected) < 5 * expected.squareRoot(),
        "quality \(quality): \(observed) errors, \(expected) expected")
    }
    #expect(lowBases[1] > 2 * lowBases[0], "qualities fall along the read")
    let total = Double(letters.values.reduce(0, +))
    #expect(letters.count == 3)
    for count in letters.values {
      #expect(abs(Double(count) - total / 3) < 5 * (total / 3).squareRoot())
    }
  }

  @Test("error probabilities are those of the Phred scale", arguments: 0...60)
  func phred(quality: Int) {
    let expected = pow(10, -Double(quality) / 10)
    let probability = QualityModel.errorProbability(ofQuality: UInt8(quality))
    #expect(abs(probability - expected) < 1e-14 * expected)
  }
}
