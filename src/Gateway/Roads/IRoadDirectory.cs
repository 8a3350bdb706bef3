namespace Gateway.Roads;

/// <summary>The roads that hold now.</summary>
public interface IRoadDirectory
{
    /// <summary>An account's roads, or null where it has none. Takes no lock and any thread.</summary>
    AccountRoads? Find(long accountId);
}
