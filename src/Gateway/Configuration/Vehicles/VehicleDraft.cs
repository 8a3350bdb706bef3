using System.Collections.Frozen;

namespace Gateway.Configuration.Vehicles;

/// <summary>What a user can say of a vehicle; checked for form, not yet against the other vehicles.</summary>
public sealed record VehicleDraft
{
    /// <summary>Null: the gateway makes one from the id.</summary>
    public string? RefId { get; init; }

    public string? DeviceId { get; init; }

    public string? Vin { get; init; }

    public string? Label { get; init; }

    public string? SerialNumber { get; init; }

    public FrozenDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>What is said of <paramref name="vehicle"/> now.</summary>
    public static VehicleDraft From(Vehicle vehicle) => new()
    {
        RefId = vehicle.RefId,
        DeviceId = vehicle.DeviceId,
        Vin = vehicle.Vin,
        Label = vehicle.Label,
        SerialNumber = vehicle.SerialNumber,
        Attributes = vehicle.Attributes,
    };
}
