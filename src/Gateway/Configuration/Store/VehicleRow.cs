namespace Gateway.Configuration.Store;

/// <summary>A vehicle at rest.</summary>
public sealed class VehicleRow
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>Null only inside the transaction that gives it one.</summary>
    public string? RefId { get; set; }

    public string? DeviceId { get; set; }

    public string? Vin { get; set; }

    public string? Label { get; set; }

    public string? SerialNumber { get; set; }

    /// <summary>A JSON object of strings, or null for none.</summary>
    public string? Attributes { get; set; }

    public long CreatedMs { get; set; }
}
