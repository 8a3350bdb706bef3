namespace Gateway.Protocol.Teltonika;

/// <summary>The codec ids of the vendor's document.</summary>
internal enum TeltonikaCodec : byte
{
    /// <summary>Records with ids and counts of one byte.</summary>
    Codec8 = 0x08,

    /// <summary>The answer to a command.</summary>
    Codec12 = 0x0C,

    /// <summary>A message with a time stamp.</summary>
    Codec13 = 0x0D,

    /// <summary>The answer to a command that named an IMEI.</summary>
    Codec14 = 0x0E,

    /// <summary>A message with a time stamp and the IMEI.</summary>
    Codec15 = 0x0F,

    /// <summary>Records with ids of two bytes, counts of one, and a generation type.</summary>
    Codec16 = 0x10,

    /// <summary>Records with ids and counts of two bytes, and elements of any length.</summary>
    Codec8Extended = 0x8E,
}
