import RepertoirePipeline

/// Ends a command that has said everything already with a status.
struct StatusError: Error {
  let status: ExitStatus
}
