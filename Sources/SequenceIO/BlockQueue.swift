internal import Glibc
internal import Synchronization

/// The BGZF blocks that one reader has loaded ahead, to be inflated by any thread.
///
/// The reader loads pieces of some blocks in the order of the file and takes them inflated in that
/// order; whoever waits for the reader inflates meanwhile what it will need next.
final class BlockQueue: Sendable {
  /// How many pieces are loaded ahead: as many as a batch of usual reads needs.
  static let depth = 8

  private enum Entry {
    case loaded(BlockPiece)
    case inflating
    case inflated(BlockPiece)
  }

  private struct State {
    var entries: [Entry] = []
    /// The number of the first entry; pieces are numbered in the order of loading.
    var first = 0
    /// Pieces to be used again.
    var spares: [BlockPiece] = []
  }

  private let state = Mutex(State())
  private let active = Atomic<Bool>(false)

  /// Whether the input is BGZF now, so that there is or will be something to inflate.
  var isActive: Bool { active.load(ordering: .relaxed) }

  /// Begins the blocks of a file, or ends them; what another file has left is forgotten.
  func setActive(_ isActive: Bool) {
    active.store(isActive, ordering: .relaxed)
    state.withLock { state in
      state.first += state.entries.count
      state.entries.removeAll()
    }
  }

  /// Whether another piece should be loaded.
  var hasRoom: Bool { state.withLock { $0.entries.count < Self.depth } }

  /// An empty piece to load into.
  func spare() -> BlockPiece {
    state.withLock { $0.spares.popLast() } ?? BlockPiece()
  }

  /// Keeps the buffers of a piece that is used up.
  func recycle(_ piece: consuming BlockPiece) {
    var empty = piece
    empty.removeAll()
    let spare = empty
    state.withLock { $0.spares.append(spare) }
  }

  /// Adds a loaded piece behind the others; only the reader does so.
  func append(_ piece: BlockPiece) {
    state.withLock { $0.entries.append(.loaded(piece)) }
  }

  /// Inflates the first piece that nobody has begun; false when there is none.
  func inflateOne() -> Bool {
    guard let (number, loaded) = takeLoaded() else { return false }
    var piece = loaded
    piece.inflate()
    let inflated = piece
    state.withLock { state in
      // Forgotten meanwhile, when its file ended with a fault.
      guard number >= state.first else { return }
      state.entries[number - state.first] = .inflated(inflated)
    }
    return true
  }

  /// Takes the oldest piece inflated, by this thread when by no other; nil when none is loaded.
  func next() -> BlockPiece? {
    while true {
      let front = state.withLock { state -> Result<BlockPiece?, Waiting> in
        guard let first = state.entries.first else { return .success(nil) }
        guard case .inflated(let piece) = first else { return .failure(Waiting()) }
        state.entries.removeFirst()
        state.first += 1
        return .success(piece)
      }
      if case .success(let piece) = front { return piece }
      // Another thread is about to finish the piece, which takes a millisecond at most.
      if !inflateOne() { usleep(50) }
    }
  }

  private struct Waiting: Error {}

  private func takeLoaded() -> (number: Int, piece: BlockPiece)? {
    state.withLock { state in
      for i in state.entries.indices {
        guard case .loaded(let piece) = state.entries[i] else { continue }
        state.entries[i] = .inflating
        return (state.first + i, piece)
      }
      return nil
    }
  }
}
