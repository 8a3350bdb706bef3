namespace Gateway.Geo.Landmarks;

/// <summary>The landmarks of all accounts at one time. Immutable; a change makes a new snapshot that shares the rest.</summary>
public sealed class LandmarkSnapshot
{
    private readonly Dictionary<long, LandmarkIndex> _indexes;

    private LandmarkSnapshot(Dictionary<long, LandmarkIndex> indexes) => _indexes = indexes;

    /// <summary>No landmarks at all.</summary>
    public static LandmarkSnapshot Empty { get; } = new([]);

    /// <summary>Accounts that have landmarks.</summary>
    public IReadOnlyCollection<long> AccountIds => _indexes.Keys;

    /// <summary>A snapshot of landmarks of any number of accounts.</summary>
    /// <exception cref="ArgumentException">Two landmarks of an account with one id.</exception>
    public static LandmarkSnapshot Create(IEnumerable<Landmark> landmarks)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        var indexes = landmarks
            .GroupBy(landmark => landmark.AccountId)
            .ToDictionary(group => group.Key, group => new LandmarkIndex(group.Key, group));
        return new LandmarkSnapshot(indexes);
    }

    /// <summary>The index of an account, or null where it has no landmarks.</summary>
    public LandmarkIndex? Find(long accountId) => _indexes.GetValueOrDefault(accountId);

    /// <summary>A landmark of an account, or null.</summary>
    public Landmark? Find(long accountId, long landmarkId) => Find(accountId)?.Find(landmarkId);

    /// <summary>
    /// A snapshot in which an account has these landmarks and no others. Builds that account's index and copies one
    /// reference for each other account.
    /// </summary>
    /// <exception cref="ArgumentException">A landmark of another account, or two with one id.</exception>
    public LandmarkSnapshot With(long accountId, IEnumerable<Landmark> landmarks)
    {
        var index = new LandmarkIndex(accountId, landmarks);
        var indexes = new Dictionary<long, LandmarkIndex>(_indexes);
        if (index.Landmarks.Count == 0)
        {
            indexes.Remove(accountId);
        }
        else
        {
            indexes[accountId] = index;
        }

        return new LandmarkSnapshot(indexes);
    }
}
