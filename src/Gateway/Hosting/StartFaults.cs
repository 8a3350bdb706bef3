using System.Net;
using System.Net.Sockets;

namespace Gateway.Hosting;

/// <summary>Option values that are well-formed, and still wrong on this machine.</summary>
internal static class StartFaults
{
    /// <summary>Every fault in words; none where a start can be tried. Makes the data folder.</summary>
    public static IEnumerable<string> Find(GatewaySettings settings)
    {
        if (PrivateFolder.TryCreate(settings.DataFolder) is { } fault)
        {
            yield return $"--data: {fault}";
        }

        if (!IsOfThisMachine(settings.Http.Ip))
        {
            yield return $"--http: {settings.Http.Ip} is not an address of this machine.";
        }

        foreach (var endpoint in settings.DeviceEndpoints.Where(endpoint => !IsOfThisMachine(endpoint.Address.Ip)))
        {
            yield return $"--device: {endpoint.Address.Ip} is not an address of this machine.";
        }
    }

    /// <summary>Whether one can listen there; whether the port is free shows when it is done.</summary>
    private static bool IsOfThisMachine(IPAddress? address)
    {
        if (address is null)
        {
            return true;
        }

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is not (SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported);
        }
    }
}
