using System.Net;
using System.Net.Sockets;

namespace Gateway.Api.Limits;

/// <summary>
/// Which of a fixed number of buckets an address shares: so memory is bounded, however many addresses there are. The hash
/// has a random seed in each process, so nobody can choose an address that shares another's.
/// </summary>
internal static class RemotePartition
{
    /// <summary>Two of the first hundred addresses share one in 1 case of 4; sharing costs them a part of their rate.</summary>
    public const int Count = 16_384;

    private const int SubnetBytes = 8;

    /// <summary>The bucket of an IPv4 address, or of an IPv6 /64, which is what one customer has at least.</summary>
    public static int Of(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        var subject = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        subject.TryWriteBytes(bytes, out var length);
        var hash = new HashCode();
        hash.AddBytes(bytes[..(subject.AddressFamily == AddressFamily.InterNetworkV6 ? SubnetBytes : length)]);
        return hash.ToHashCode() & (Count - 1);
    }
}
