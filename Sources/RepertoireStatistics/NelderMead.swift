/// The simplex method of Nelder and Mead (Computer Journal 1965), without randomness.
///
/// One pass can stop far from an optimum, so ``minimize(from:step:_:)`` starts again from each end
/// point until a pass gains less than ``gain``.
struct NelderMead {
  /// What a pass must gain for another to follow.
  var gain = 1e-4
  /// The spread of values over the simplex at which a pass ends.
  var tolerance = 1e-6
  /// The most evaluations of one pass.
  var evaluationsPerPass = 1500
  /// The most passes.
  var passes = 40

  /// An end point.
  struct Result {
    var point: [Double]
    var value: Double
    var evaluations = 0
    var converged = false
  }

  /// The lowest point that passes reach from `start`, each with a fresh simplex of edge `step`.
  func minimize(
    from start: [Double], step: Double, _ function: ([Double]) -> Double
  ) -> Result {
    var best = Result(point: start, value: function(start), evaluations: 1)
    var edge = step
    for _ in 0..<passes {
      let pass = descend(from: best, step: edge, function)
      let gained = best.value - pass.value
      best = pass
      if gained < gain {
        best.converged = true
        break
      }
      // The sign alternates so that a simplex that lies badly is not built a second time.
      edge = edge > 0 ? -edge * 0.7 : -edge
    }
    return best
  }

  private func descend(
    from start: Result, step: Double, _ function: ([Double]) -> Double
  ) -> Result {
    let dimension = start.point.count
    var points = [start.point]
    var values = [start.value]
    for axis in 0..<dimension {
      var point = start.point
      point[axis] += step
      points.append(point)
      values.append(function(point))
    }
    var evaluations = start.evaluations + dimension
    let limit = evaluations + evaluationsPerPass
    while evaluations < limit {
      sort(&points, &values)
      if values[dimension] - values[0] < tolerance { break }
      var center = [Double](repeating: 0, count: dimension)
      for point in points.dropLast() {
        for axis in 0..<dimension { center[axis] += point[axis] / Double(dimension) }
      }
      func along(_ factor: Double) -> [Double] {
        (0..<dimension).map { center[$0] + factor * (points[dimension][$0] - center[$0]) }
      }
      let reflected = along(-1)
      let value = function(reflected)
      evaluations += 1
      if value < values[0] {
        let expanded = along(-2)
        let further = function(expanded)
        evaluations += 1
        points[dimension] = further < value ? expanded : reflected
        values[dimension] = min(further, value)
        continue
      }
      if value < values[dimension - 1] {
        points[dimension] = reflected
        values[dimension] = value
        continue
      }
      let contracted = along(value < values[dimension] ? -0.5 : 0.5)
      let nearer = function(contracted)
      evaluations += 1
      if nearer < min(value, values[dimension]) {
        points[dimension] = contracted
        values[dimension] = nearer
        continue
      }
      for index in 1...dimension {
        for axis in 0..<dimension {
          points[index][axis] = 0.5 * (points[index][axis] + points[0][axis])
        }
        values[index] = function(points[index])
      }
      evaluations += dimension
    }
    sort(&points, &values)
    return Result(point: points[0], value: values[0], evaluations: evaluations)
  }

  /// Sorts a handful of points by value; equal values keep their order.
  private func sort(_ points: inout [[Double]], _ values: inout [Double]) {
    for index in 1..<values.count {
      var place = index
      while place > 0, values[place] < values[place - 1] {
        values.swapAt(place, place - 1)
        points.swapAt(place, place - 1)
        place -= 1
      }
    }
  }
}
