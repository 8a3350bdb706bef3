namespace Gateway.Protocol.Wialon;

/// <summary>What became of a message, by the document's numbers: the code of <c>#ASD#</c> and <c>#AD#</c>.</summary>
internal enum WialonResult
{
    /// <summary>Too few fields.</summary>
    Structure = -1,

    Time = 0,

    Taken = 1,

    Place = 10,

    /// <summary>Speed, course or altitude.</summary>
    Motion = 11,

    /// <summary>Satellites or HDOP.</summary>
    Satellites = 12,

    /// <summary>Of data; the same number is short data's wrong checksum.</summary>
    InputsOrOutputs = 13,
}
