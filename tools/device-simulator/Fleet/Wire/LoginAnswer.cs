namespace DeviceSimulator.Fleet.Wire;

/// <summary>What the server said to a login.</summary>
public enum LoginAnswer
{
    /// <summary>Not all bytes of the answer are here yet.</summary>
    Incomplete,

    Accepted,

    Refused,

    /// <summary>Bytes that the protocol does not know here.</summary>
    Malformed,
}
