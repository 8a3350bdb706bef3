using System.Collections.Concurrent;

namespace Gateway.Vehicles;

/// <summary>The states of one partition's vehicles. Changed by the partition's reader only; anyone may look for one.</summary>
internal sealed class VehicleStates
{
    // Removed ones are cleared away when they are so large a part: that looks at every state.
    private const int RemovedShare = 8;

    // Concurrent for the readers' sake: finding takes no lock, and adding is rare.
    private readonly ConcurrentDictionary<long, VehicleState> _byVehicle = new(concurrencyLevel: 1, capacity: 31);
    private readonly List<VehicleState> _inOrder = [];
    private int _removed;
    private int _generation;

    /// <summary>All of them; for the partition's reader.</summary>
    public IEnumerable<VehicleState> All => _inOrder.Where(state => !state.IsRemoved);

    public VehicleState? Find(long vehicleId) => _byVehicle.GetValueOrDefault(vehicleId);

    public VehicleState GetOrAdd(long vehicleId)
    {
        if (!_byVehicle.TryGetValue(vehicleId, out var state))
        {
            state = new VehicleState(vehicleId);
            Add(state);
        }

        return state;
    }

    public void Remove(long vehicleId)
    {
        if (_byVehicle.TryRemove(vehicleId, out var state))
        {
            state.IsRemoved = true;
            _removed++;
        }
    }

    public void Load(IEnumerable<VehicleState> states)
    {
        _byVehicle.Clear();
        _inOrder.Clear();
        foreach (var state in states)
        {
            Add(state);
        }
    }

    /// <summary>
    /// Begins a generation: its number, which a state gets that is added from now on, and how many were before it.
    /// </summary>
    public (int Generation, int Count) BeginGeneration()
    {
        if (_removed > _inOrder.Count / RemovedShare)
        {
            _inOrder.RemoveAll(state => state.IsRemoved);
            _removed = 0;
        }

        return (++_generation, _inOrder.Count);
    }

    /// <summary>A state by its place, which stays during a generation; perhaps a removed one.</summary>
    public VehicleState InOrder(int index) => _inOrder[index];

    private void Add(VehicleState state)
    {
        state.Generation = _generation;
        _byVehicle[state.VehicleId] = state;
        _inOrder.Add(state);
    }
}
