@testable import RepertoirePipeline

/// Kits in YAML, with their read structures.
enum KitTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) {
    // YAML may name a node twice; what doubles at each level must not fill the memory.
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(PipelineError) {
      let kit = try KitDecoding.kit(text: text, file: "kit.yaml")
      precondition(kit.text == text, "a kit keeps its text")
    } catch {
      precondition(error.status == .badSettings, "a kit has faults of its own")
    }
  }
}
