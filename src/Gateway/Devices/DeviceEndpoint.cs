using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;
using Gateway.Protocol.Sessions;

namespace Gateway.Devices;

/// <summary>
/// Where devices of one protocol connect: <c>PROTOCOL=HOST:PORT</c> in the options, and after it, where wanted,
/// <c>,checksum=lenient</c>, <c>,ack=all</c> and <c>,model=NAME</c>.
/// </summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Address">The address; a null address means all addresses, IPv4 and IPv6.</param>
/// <param name="Options">What the listener asks of the protocol.</param>
public sealed record DeviceEndpoint(IDeviceProtocol Protocol, ListenAddress Address, ProtocolOptions Options)
{
    private const string Form = "PROTOCOL=HOST:PORT[,checksum=strict|lenient][,ack=needed|all][,model=NAME], for example teltonika=0.0.0.0:5027";

    private const string ModelPart = "model=";

    /// <summary>Reads the option's text; on failure <paramref name="error"/> names what is wrong.</summary>
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
            error = $"'{text}' is not {Form}.";
            return false;
        }

        var name = text[..separator];
        if (protocols.Find(name) is not { } protocol)
        {
            error = $"There is no protocol '{name}'. Known: {string.Join(", ", protocols.Names)}.";
            return false;
        }

        var parts = text[(separator + 1)..].Split(',');
        if (!ListenAddress.TryParse(parts[0], out var address, out error))
        {
            return false;
        }

        var options = new ProtocolOptions();
        foreach (var part in parts.AsSpan(1))
        {
            if (Apply(options, part, protocol) is not { } applied)
            {
                error = part.StartsWith(ModelPart, StringComparison.Ordinal)
                    ? $"'{part}' is no model of {name}. Known: {(protocol.Models.Count == 0 ? "none" : string.Join(", ", protocol.Models))}."
                    : $"'{part}' is no option of a device listener: {Form}.";
                return false;
            }

            options = applied;
        }

        endpoint = new DeviceEndpoint(protocol, address, options);
        return true;
    }

    private static ProtocolOptions? Apply(ProtocolOptions options, string part, IDeviceProtocol protocol) => part switch
    {
        "checksum=strict" => options with { Checksum = ChecksumPolicy.Strict },
        "checksum=lenient" => options with { Checksum = ChecksumPolicy.Lenient },
        "ack=needed" => options with { AcknowledgeAll = false },
        "ack=all" => options with { AcknowledgeAll = true },
        _ when part.StartsWith(ModelPart, StringComparison.Ordinal) && protocol.Models.Contains(part[ModelPart.Length..])
            => options with { Model = part[ModelPart.Length..] },
        _ => null,
    };
}
