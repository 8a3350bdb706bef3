namespace DeviceSimulator.Fleet.Wire;

/// <summary>The data codecs of Teltonika devices; the value is the codec id on the wire.</summary>
public enum TeltonikaCodec
{
    /// <summary>One-byte AVL ids and counts.</summary>
    Codec8 = 0x08,

    /// <summary>Two-byte AVL ids, one-byte counts, a generation type in every record.</summary>
    Codec16 = 0x10,

    /// <summary>Two-byte AVL ids and counts, and elements of any length.</summary>
    Codec8Extended = 0x8E,
}
