namespace Gateway.Geo.Landmarks;

/// <summary>A named area of an account. Immutable.</summary>
public sealed class Landmark
{
    private readonly string[] _groups;

    /// <param name="id">Unique among the landmarks of an account.</param>
    /// <param name="accountId">The account that owns it.</param>
    /// <param name="name">Shown to people and sent in events.</param>
    /// <param name="groups">Names of the groups that it belongs to; copied.</param>
    /// <param name="shape">Its area.</param>
    public Landmark(long id, long accountId, string name, IReadOnlyList<string> groups, LandmarkShape shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(shape);
        Id = id;
        AccountId = accountId;
        Name = name;
        _groups = [.. groups];
        Shape = shape;
    }

    public long Id { get; }

    public long AccountId { get; }

    public string Name { get; }

    public IReadOnlyList<string> Groups => _groups;

    public LandmarkShape Shape { get; }

    /// <summary>Since when the area is what it is, Unix milliseconds by the gateway's clock; 0 for always.</summary>
    public long ValidFromMs { get; init; }
}
