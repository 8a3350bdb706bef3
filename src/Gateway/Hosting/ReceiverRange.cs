using System.Net;
using System.Net.Sockets;

namespace Gateway.Hosting;

/// <summary>Reads a value of <c>--allow-receivers</c>: <c>10.0.0.0/8</c>, or one address.</summary>
internal static class ReceiverRange
{
    public static bool TryParse(string? text, out IPNetwork range)
    {
        range = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var address = slash < 0 ? text : text![..slash];
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return false;
        }

        // 10/8 would be 0.0.0.10/8, and 010.0.0.0 octal: not what whoever wrote it meant.
        if (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != address)
        {
            return false;
        }

        if (slash >= 0)
        {
            return IPNetwork.TryParse(text, out range);
        }

        range = new IPNetwork(parsed, parsed.GetAddressBytes().Length * 8);
        return true;
    }
}
