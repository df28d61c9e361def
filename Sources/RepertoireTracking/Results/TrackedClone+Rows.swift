extension [TrackedClone] {
  /// The places of expanded clones, in order.
  ///
  /// Only the class is loaded: whatever is asked of a whole row copies it, with a count of a dozen
  /// references, and of a million rows few are expanded.
  var expandedPlaces: [Int] {
    var places: [Int] = []
    for place in indices where self[place].bloodClass.isExpanded { places.append(place) }
    return places
  }

  /// The expanded clones, in order.
  var expanded: [TrackedClone] { expandedPlaces.map { self[$0] } }
}
