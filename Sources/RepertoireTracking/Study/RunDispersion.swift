/// Median dispersion of the trusted pairs of a run, by kit, count unit and locus.
public struct RunDispersion: Sendable {
}
