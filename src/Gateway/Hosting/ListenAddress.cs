using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Gateway.Hosting;

/// <summary>An address to listen on.</summary>
/// <param name="Ip">The address; null for all of the machine's addresses.</param>
/// <param name="Port">0 takes a free port.</param>
public sealed record ListenAddress(IPAddress? Ip, int Port)
{
    /// <summary>Reads <c>HOST:PORT</c>: an IPv4 address, an IPv6 one in brackets, <c>localhost</c>, or <c>*</c>.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        var separator = text.LastIndexOf(':');
        if (separator <= 0)
        {
            error = $"'{text}' is not HOST:PORT.";
            return false;
        }

        if (!int.TryParse(text.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort)
        {
            error = $"'{text[(separator + 1)..]}' is not a port from 0 to 65535.";
            return false;
        }

        var host = text[..separator];
        var ip = host switch
        {
            "*" or "0.0.0.0" or "[::]" => null,
            "localhost" => IPAddress.Loopback,
            _ when IPAddress.TryParse(host, out var parsed) => parsed,
            _ => IPAddress.None,
        };
        if (ip == IPAddress.None)
        {
            error = $"'{host}' is not an IP address, localhost or *.";
            return false;
        }

        address = new ListenAddress(ip, port);
        error = null;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Ip is null ? $"*:{Port}" : new IPEndPoint(Ip, Port).ToString();
}
