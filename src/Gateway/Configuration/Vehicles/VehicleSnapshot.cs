using Gateway.Configuration.Snapshots;

namespace Gateway.Configuration.Vehicles;

/// <summary>
/// All vehicles at one moment. Immutable; swapped whole. A change shares all but some small parts with the snapshot
/// before, so that a million vehicles can be added one by one.
/// </summary>
public sealed class VehicleSnapshot
{
    private readonly IdMap<Vehicle> _byId;
    private readonly KeyMap<string, Vehicle> _byDevice;

    private VehicleSnapshot(IdMap<Vehicle> byId, KeyMap<string, Vehicle> byDevice)
    {
        _byId = byId;
        _byDevice = byDevice;
    }

    public static VehicleSnapshot Empty { get; } =
        new(IdMap<Vehicle>.Empty, KeyMap<string, Vehicle>.Create(StringComparer.Ordinal));

    public int Count => _byId.Count;

    public Vehicle? Find(long id) => _byId.Find(id);

    /// <summary>The vehicle that carries a tracker; the case of letters counts.</summary>
    public Vehicle? FindByDevice(string deviceId) => _byDevice.Find(deviceId);

    /// <summary>Vehicles with a higher id, ascending.</summary>
    public IEnumerable<Vehicle> After(long id) => _byId.After(id);

    /// <summary>With vehicles added, or put in the place of those with the same id.</summary>
    public VehicleSnapshot With(params IReadOnlyCollection<Vehicle> vehicles)
    {
        var devices = new List<KeyValuePair<string, Vehicle?>>(vehicles.Count);
        foreach (var vehicle in vehicles)
        {
            if (Find(vehicle.Id)?.DeviceId is { } before && before != vehicle.DeviceId)
            {
                devices.Add(new(before, null));
            }
        }

        devices.AddRange(vehicles
            .Where(vehicle => vehicle.DeviceId is not null)
            .Select(vehicle => new KeyValuePair<string, Vehicle?>(vehicle.DeviceId!, vehicle)));
        return new VehicleSnapshot(
            _byId.With([.. vehicles.Select(vehicle => new KeyValuePair<long, Vehicle?>(vehicle.Id, vehicle))]),
            _byDevice.With(devices));
    }

    /// <summary>Without a vehicle.</summary>
    public VehicleSnapshot Without(Vehicle vehicle) => new(
        _byId.With([new(vehicle.Id, null)]),
        vehicle.DeviceId is null ? _byDevice : _byDevice.With([new(vehicle.DeviceId, null)]));
}
