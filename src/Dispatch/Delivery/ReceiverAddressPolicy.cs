using System.Net;
using System.Net.Sockets;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// To which addresses webhooks may go. Closed by default for everything that is not the public Internet (IANA special
/// purpose registries for IPv4 and IPv6), open again for the ranges that the operator names.
/// </summary>
public sealed class ReceiverAddressPolicy
{
    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),

        // A cloud's metadata address outside the private ranges.
        IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),

        // ::/96 holds the unspecified address, loopback and the deprecated IPv4-compatible ones.
        IPNetwork.Parse("::/96"),
        IPNetwork.Parse("::ffff:0:0:0/96"),
        IPNetwork.Parse("64:ff9b:1::/48"),
        IPNetwork.Parse("100::/64"),
        IPNetwork.Parse("100:0:0:1::/64"),

        // 2001::/23 is IETF protocol space: Teredo, benchmarking, ORCHID.
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
        IPNetwork.Parse("5f00::/16"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fec0::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private readonly IPNetwork[] _allowed;

    /// <param name="allowed">Ranges that are fine although they are private or otherwise special.</param>
    public ReceiverAddressPolicy(IEnumerable<IPNetwork> allowed) => _allowed = [.. allowed];

    /// <summary>Whether a webhook may be sent to this address.</summary>
    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (Contains(_allowed, address))
        {
            return true;
        }

        // An address behind the well-known NAT64 prefix is the IPv4 address in it, and no better than that one.
        return Nat64.Contains(address) ? Allows(EmbeddedIPv4(address)) : !Contains(Special, address);
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
            {
                return true;
            }
        }

        return address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            && ReferenceEquals(networks, Special);
    }

    private static IPAddress EmbeddedIPv4(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return new IPAddress(bytes[12..]);
    }
}
