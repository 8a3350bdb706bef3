namespace Gateway.Geo.Landmarks;

/// <summary>Compares where a vehicle was with where it is. Pure; allocates nothing.</summary>
public static class LandmarkTransitions
{
    /// <summary>
    /// Writes what changed: first <see cref="LandmarkTransitionKind.Leave"/> and
    /// <see cref="LandmarkTransitionKind.Vanished"/>, then <see cref="LandmarkTransitionKind.Enter"/>, each part by
    /// ascending landmark id.
    /// </summary>
    /// <param name="previous">Ids of the landmarks that the vehicle was in: ascending, each once.</param>
    /// <param name="hits">The landmarks that it is in now: ascending by id, as <see cref="LandmarkQuery.Hits"/>.</param>
    /// <param name="index">The index that gave the hits, or null where the account has no landmarks any more.</param>
    /// <param name="transitions">Room for at least <paramref name="previous"/> plus <paramref name="hits"/>.</param>
    /// <returns>The number of transitions written.</returns>
    /// <exception cref="ArgumentException">Too little room; nothing was written.</exception>
    public static int Compare(
        ReadOnlySpan<long> previous,
        ReadOnlySpan<Landmark> hits,
        LandmarkIndex? index,
        Span<LandmarkTransition> transitions)
    {
        if (transitions.Length < previous.Length + hits.Length)
        {
            throw new ArgumentException("Room is needed for every previous landmark and every hit.", nameof(transitions));
        }

        var written = 0;
        var hit = 0;
        foreach (var id in previous)
        {
            while (hit < hits.Length && hits[hit].Id < id)
            {
                hit++;
            }

            if (hit == hits.Length || hits[hit].Id != id)
            {
                var landmark = index?.Find(id);
                var kind = landmark is null ? LandmarkTransitionKind.Vanished : LandmarkTransitionKind.Leave;
                transitions[written++] = new LandmarkTransition(kind, id, landmark);
            }
        }

        var was = 0;
        foreach (var landmark in hits)
        {
            while (was < previous.Length && previous[was] < landmark.Id)
            {
                was++;
            }

            if (was == previous.Length || previous[was] != landmark.Id)
            {
                transitions[written++] = new LandmarkTransition(LandmarkTransitionKind.Enter, landmark.Id, landmark);
            }
        }

        return written;
    }
}
