namespace DeviceSimulator.Fleet.Wire;

/// <summary>The protocols that the fleet speaks, by name.</summary>
public static class DeviceEncoders
{
    private static readonly Dictionary<string, Func<FleetOptions, IDeviceEncoder>> ByName = new(StringComparer.Ordinal)
    {
        ["teltonika"] = options => new TeltonikaEncoder(options.Codec),
        ["gt06"] = _ => new Gt06Encoder(),
        ["jt808"] = _ => new Jt808Encoder(),
        ["queclink"] = options => new QueclinkEncoder(options.Sack),
    };

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The encoder of the options' protocol; null where there is none of that name.</summary>
    public static IDeviceEncoder? Find(FleetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ByName.GetValueOrDefault(options.Protocol)?.Invoke(options);
    }
}
