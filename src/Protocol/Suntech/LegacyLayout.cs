namespace Gateway.Protocol.Suntech;

/// <summary>Which fields the text reports of a model have; the name of the report begins with the model.</summary>
internal readonly ref struct LegacyLayout(ReadOnlySpan<byte> name)
{
    /// <summary>Report, device id, version, date, time, latitude, longitude, speed, course, satellites, fix, distance, supply, I/O.</summary>
    private const int AlwaysBeforeEvent = 14;

    /// <summary>MCC, MNC, LAC, signal.</summary>
    public const int NetworkFields = 4;

    /// <summary>The model's number stands before the version.</summary>
    public bool HasModel { get; } = name.StartsWith("ST3"u8) || name.StartsWith("ST500"u8) || name.StartsWith("ST600"u8);

    public bool HasCell { get; } = !name.StartsWith("ST500"u8);

    public bool HasNetwork { get; } = name.StartsWith("ST600"u8);

    /// <summary>Whether hour meter, backup voltage and type of message may follow (setting HBM).</summary>
    public bool MayHaveHourMeter { get; } = name.StartsWith("ST3"u8) || name.StartsWith("ST600"u8);

    /// <summary>The fields before those that depend on the kind of report.</summary>
    public int FieldsBeforeEvent =>
        AlwaysBeforeEvent + (HasModel ? 1 : 0) + (HasCell ? 1 : 0) + (HasNetwork ? NetworkFields : 0);
}
