import ArgumentParser

@main struct Clonova: AsyncParsableCommand {
  func run() async throws { print("clonova") }
}
