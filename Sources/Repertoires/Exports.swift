// `Locus` and the stable hash are words of every later stage, which may import Repertoires alone.
@_exported public import Sequences
