using Gateway.Protocol.Queclink;
using Gateway.Protocol.Ruptela;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;

namespace Gateway.Devices;

/// <summary>The device protocols that this build speaks. A new family is one line in <see cref="Default"/>.</summary>
public sealed class ProtocolRegistry
{
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
    }

    public IEnumerable<IDeviceProtocol> All => _byName.Values;

    public IEnumerable<string> Names => _byName.Keys;

    public static ProtocolRegistry Default() => new(
    [
        new TeltonikaProtocol(),
        new QueclinkProtocol(),
        new RuptelaProtocol(),
    ]);

    public IDeviceProtocol? Find(string name) => _byName.GetValueOrDefault(name);

    public IDeviceProtocol? Find(byte id) => _byId[id];
}
