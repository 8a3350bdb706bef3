namespace DeviceSimulator.Fleet.Wire;

/// <summary>The device protocols that a fleet can speak, by name. A new one is one line.</summary>
public static class DeviceEncoders
{
    private static readonly Dictionary<string, Func<FleetOptions, IDeviceEncoder>> ByName = new(StringComparer.Ordinal)
    {
        ["teltonika"] = options => new TeltonikaEncoder(options.Codec),
        ["gt06"] = _ => new Gt06Encoder(),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The encoder of <see cref="FleetOptions.Protocol"/>; null where there is none of that name.</summary>
    public static IDeviceEncoder? Create(FleetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ByName.TryGetValue(options.Protocol, out var create) ? create(options) : null;
    }
}
