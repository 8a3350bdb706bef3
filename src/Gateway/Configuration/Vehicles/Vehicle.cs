using System.Collections.Frozen;
using System.Text;

namespace Gateway.Configuration.Vehicles;

/// <summary>A vehicle as configured. Immutable.</summary>
public sealed record Vehicle
{
    private readonly string _refId = "";

    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The customer's own id of the vehicle, unique in its account.</summary>
    public required string RefId
    {
        get => _refId;
        init
        {
            _refId = value;
            RefIdUtf8 = Encoding.UTF8.GetBytes(value);
        }
    }

    /// <summary><see cref="RefId"/>, ready to be written into messages.</summary>
    public ReadOnlyMemory<byte> RefIdUtf8 { get; private init; }

    /// <summary>The IMEI or the protocol's id of its tracker, unique in the gateway; null without a tracker.</summary>
    public string? DeviceId { get; init; }

    public string? Vin { get; init; }

    public string? Label { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>The customer's own names and values.</summary>
    public FrozenDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    public required long CreatedMs { get; init; }
}
