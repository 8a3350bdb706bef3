namespace Gateway.Vehicles.Timelines;

/// <summary>Who drives: told by a device as a credential, or by the API as a driver's id.</summary>
/// <param name="Credential">As the device told it; null where the API did.</param>
/// <param name="DriverId">As the API told it; 0 where a device did.</param>
internal readonly record struct DriverIdentity(string? Credential, long DriverId)
{
    public static DriverIdentity None { get; }

    public bool IsNone => string.IsNullOrEmpty(Credential) && DriverId == 0;

    public bool IsByApi => DriverId != 0;
}
