namespace Gateway.Dispatch.Events;

/// <summary>
/// What stands in <c>data</c> of every type: the vehicle, and its place and inputs as known at the event. Mutable and
/// reused by its owner, so that an event costs no allocation. Null is "not known" and is written as <c>null</c>.
/// </summary>
public sealed class EventContext
{
    public EventId Id { get; set; }

    public long VehicleId { get; set; }

    public string? Label { get; set; }

    public string? Vin { get; set; }

    public string? SerialNumber { get; set; }

    public string? DeviceId { get; set; }

    public string? Protocol { get; set; }

    /// <summary>When it happened, by the device's clock; Unix milliseconds.</summary>
    public long EventTimeMs { get; set; }

    /// <summary>When the position was fixed, Unix milliseconds; older than the event where there was no new fix.</summary>
    public long? FixTimeMs { get; set; }

    /// <summary>When the gateway read the report, Unix milliseconds.</summary>
    public long ReceivedMs { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>Degrees clockwise from north.</summary>
    public double? Heading { get; set; }

    /// <summary>Speed over ground, km/h; written as miles an hour.</summary>
    public double? SpeedKph { get; set; }

    public bool? Ignition { get; set; }

    /// <summary>Metres; written as miles.</summary>
    public double? OdometerMeters { get; set; }

    /// <summary>Whether the report is older than one that was already processed.</summary>
    public bool Late { get; set; }

    /// <summary>Whether the report itself carried a valid fix.</summary>
    public bool FixValid { get; set; }

    public int? Satellites { get; set; }

    public double? Hdop { get; set; }

    public long? DriverId { get; set; }

    public string? DriverFirstName { get; set; }

    public string? DriverLastName { get; set; }

    /// <summary>The smallest-numbered landmark that the vehicle is in.</summary>
    public long? LandmarkId { get; set; }

    public string? LandmarkName { get; set; }
}
