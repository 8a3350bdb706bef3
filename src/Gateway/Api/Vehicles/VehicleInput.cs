using System.ComponentModel;

namespace Gateway.Api.Vehicles;

/// <summary>
/// The fields that a user can set. The reader takes these names and no others; PATCH takes any of them, with null to
/// clear.
/// </summary>
public sealed record VehicleInput
{
    [Description("Your own id of the vehicle, unique in the account; V and the id where it is left out.")]
    public string? RefId { get; init; }

    [Description("The IMEI or the protocol's id of the tracker: up to 32 printable ASCII characters, unique in the gateway.")]
    public string? DeviceId { get; init; }

    public string? Vin { get; init; }

    public string? Label { get; init; }

    public string? SerialNumber { get; init; }

    [Description("Your own names and values, all strings. PATCH merges; null takes a name out.")]
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
