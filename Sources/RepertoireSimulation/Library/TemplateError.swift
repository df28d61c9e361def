/// An early PCR error of one template: the share of its reads that bear it is 2^-cycle.
struct TemplateError: Sendable {
  /// The cycle of the error, from 1.
  let cycle: Int

  /// Where in the fragment, 0-based.
  let position: Int

  /// How far the base is shifted among the four: 1 to 3.
  let shift: UInt8
}
