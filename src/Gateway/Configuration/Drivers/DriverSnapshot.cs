using Gateway.Configuration.Snapshots;

namespace Gateway.Configuration.Drivers;

/// <summary>All drivers at one moment. Immutable; swapped whole.</summary>
public sealed class DriverSnapshot
{
    private readonly IdMap<Driver> _byId;
    private readonly KeyMap<(long Account, string Credential), Driver> _byCredential;

    private DriverSnapshot(IdMap<Driver> byId, KeyMap<(long Account, string Credential), Driver> byCredential)
    {
        _byId = byId;
        _byCredential = byCredential;
    }

    public static DriverSnapshot Empty { get; } = new(
        IdMap<Driver>.Empty,
        KeyMap<(long Account, string Credential), Driver>.Create(EqualityComparer<(long Account, string Credential)>.Default));

    public int Count => _byId.Count;

    public Driver? Find(long id) => _byId.Find(id);

    /// <summary>The account's driver with that credential, in any case.</summary>
    public Driver? FindByCredential(long accountId, string credential) =>
        _byCredential.Find((accountId, Driver.NormalizeCredential(credential)));

    /// <summary>Drivers with a higher id, ascending.</summary>
    public IEnumerable<Driver> After(long id) => _byId.After(id);

    /// <summary>With drivers added, or put in the place of those with the same id.</summary>
    public DriverSnapshot With(params IReadOnlyCollection<Driver> drivers)
    {
        var credentials = new List<KeyValuePair<(long, string), Driver?>>(drivers.Count);
        credentials.AddRange(drivers
            .Select(driver => Find(driver.Id))
            .Where(before => before?.Credential is not null)
            .Select(before => new KeyValuePair<(long, string), Driver?>((before!.AccountId, before.Credential!), null)));
        credentials.AddRange(drivers
            .Where(driver => driver.Credential is not null)
            .Select(driver => new KeyValuePair<(long, string), Driver?>((driver.AccountId, driver.Credential!), driver)));
        return new DriverSnapshot(
            _byId.With([.. drivers.Select(driver => new KeyValuePair<long, Driver?>(driver.Id, driver))]),
            _byCredential.With(credentials));
    }

    /// <summary>Without a driver.</summary>
    public DriverSnapshot Without(Driver driver) => new(
        _byId.With([new(driver.Id, null)]),
        driver.Credential is null ? _byCredential : _byCredential.With([new((driver.AccountId, driver.Credential), null)]));
}
