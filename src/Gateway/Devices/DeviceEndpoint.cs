using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;
using Gateway.Protocol.Sessions;

namespace Gateway.Devices;

/// <summary>Where devices of one protocol connect: <c>PROTOCOL=HOST:PORT</c> in the options.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Address">The address; a null address means all addresses, IPv4 and IPv6.</param>
public sealed record DeviceEndpoint(IDeviceProtocol Protocol, ListenAddress Address)
{
    /// <summary>Reads <c>PROTOCOL=HOST:PORT</c>; on failure <paramref name="error"/> names what is wrong.</summary>
    public static bool TryParse(
        string text,
        ProtocolRegistry protocols,
        [NotNullWhen(true)] out DeviceEndpoint? endpoint,
        [NotNullWhen(false)] out string? error)
    {
        endpoint = null;
        var separator = text.IndexOf('=', StringComparison.Ordinal);
        if (separator <= 0)
        {
            error = $"'{text}' is not PROTOCOL=HOST:PORT, for example teltonika=0.0.0.0:5027.";
            return false;
        }

        var name = text[..separator];
        if (protocols.Find(name) is not { } protocol)
        {
            error = $"There is no protocol '{name}'. Known: {string.Join(", ", protocols.Names)}.";
            return false;
        }

        if (!ListenAddress.TryParse(text[(separator + 1)..], out var address, out error))
        {
            return false;
        }

        endpoint = new DeviceEndpoint(protocol, address);
        return true;
    }
}
