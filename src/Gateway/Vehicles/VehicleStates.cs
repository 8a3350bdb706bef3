using System.Collections.Concurrent;

namespace Gateway.Vehicles;

/// <summary>The states of one partition's vehicles. Changed by the partition's reader only; anyone may look.</summary>
internal sealed class VehicleStates
{
    // Concurrent for the readers' sake: finding takes no lock, and adding is rare.
    private readonly ConcurrentDictionary<long, VehicleState> _byVehicle = new(concurrencyLevel: 1, capacity: 31);

    public IReadOnlyCollection<VehicleState> All => (IReadOnlyCollection<VehicleState>)_byVehicle.Values;

    public VehicleState? Find(long vehicleId) => _byVehicle.GetValueOrDefault(vehicleId);

    public VehicleState GetOrAdd(long vehicleId) =>
        _byVehicle.TryGetValue(vehicleId, out var state)
            ? state
            : _byVehicle.GetOrAdd(vehicleId, static id => new VehicleState(id));

    public void Remove(long vehicleId) => _byVehicle.TryRemove(vehicleId, out _);

    public void Load(IEnumerable<VehicleState> states)
    {
        _byVehicle.Clear();
        foreach (var state in states)
        {
            _byVehicle[state.VehicleId] = state;
        }
    }
}
