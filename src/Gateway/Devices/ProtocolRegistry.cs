using Gateway.Protocol;
using Gateway.Protocol.Detection;
using Gateway.Protocol.Sessions;

namespace Gateway.Devices;

/// <summary>The device protocols that this build speaks, by name and by id.</summary>
public sealed class ProtocolRegistry
{
    private readonly AutoProtocol _auto;
    private readonly Dictionary<string, IDeviceProtocol> _byName;
    private readonly IDeviceProtocol?[] _byId = new IDeviceProtocol?[256];

    public ProtocolRegistry(IEnumerable<IDeviceProtocol> protocols)
    {
        _byName = protocols.ToDictionary(protocol => protocol.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var protocol in _byName.Values)
        {
            if (_byId[protocol.Id] is { } other)
            {
                throw new ArgumentException($"'{protocol.Name}' and '{other.Name}' have the same id.", nameof(protocols));
            }

            _byId[protocol.Id] = protocol;
        }

        _auto = new AutoProtocol([.. _byName.Values]);
    }

    /// <summary>The families, each with a usual port.</summary>
    public IEnumerable<IDeviceProtocol> All => _byName.Values;

    /// <summary>What a listener may be named: the families, and the one that finds the family out.</summary>
    public IEnumerable<string> Names => _byName.Keys.Append(_auto.Name);

    public static ProtocolRegistry Default() => new(DeviceProtocols.All);

    public IDeviceProtocol? Find(string name) => string.Equals(name, _auto.Name, StringComparison.OrdinalIgnoreCase)
        ? _auto
        : _byName.GetValueOrDefault(name);

    public IDeviceProtocol? Find(byte id) => _byId[id];
}
