using System.Collections.Concurrent;

namespace Gateway.Devices;

/// <summary>Which session each vehicle has. The last one to log in wins; the one before is closed.</summary>
internal sealed class SessionRegistry
{
    private readonly ConcurrentDictionary<long, DeviceSession> _byVehicle = new();

    /// <summary>Vehicles with a live session.</summary>
    public int Count => _byVehicle.Count;

    /// <summary>Makes <paramref name="session"/> the vehicle's; returns the one that it replaces.</summary>
    public DeviceSession? Enter(long vehicleId, DeviceSession session)
    {
        while (true)
        {
            if (_byVehicle.TryGetValue(vehicleId, out var other))
            {
                if (ReferenceEquals(other, session))
                {
                    return null;
                }

                if (_byVehicle.TryUpdate(vehicleId, session, other))
                {
                    return other;
                }
            }
            else if (_byVehicle.TryAdd(vehicleId, session))
            {
                return null;
            }
        }
    }

    /// <summary>Forgets the session, unless another has taken its place.</summary>
    public void Leave(long vehicleId, DeviceSession session) =>
        _byVehicle.TryRemove(new KeyValuePair<long, DeviceSession>(vehicleId, session));
}
