namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// One device protocol, as the device speaks it. Stateless: one instance serves the whole fleet from several threads.
/// The same input gives the same bytes, so that a frame sent again after a lost connection is the same frame.
/// </summary>
public interface IDeviceEncoder
{
    /// <summary>The largest number of records that fit one frame.</summary>
    int MaxRecordsPerFrame { get; }

    /// <summary>
    /// Whether the server acknowledges records. Where it does not, a record is forgotten once it is sent, and counts as
    /// unconfirmed.
    /// </summary>
    bool AwaitsAcknowledgement => true;

    /// <summary>Upper bound of the bytes of a login.</summary>
    int MaxLoginLength { get; }

    /// <summary>Upper bound of the bytes of a heartbeat.</summary>
    int MaxHeartbeatLength { get; }

    /// <summary>Writes the login of the device with the 15-digit <paramref name="imei"/>; gives the bytes written.</summary>
    int EncodeLogin(long imei, Span<byte> destination);

    /// <summary>
    /// Writes what the idle device sends to keep its connection, with the ignition where the protocol's heartbeat has it;
    /// gives the bytes written.
    /// </summary>
    int EncodeHeartbeat(long imei, bool ignition, Span<byte> destination);

    /// <summary>Upper bound of the bytes of a frame of <paramref name="records"/> records.</summary>
    int MaxFrameLength(int records);

    /// <summary>Writes one frame of the device, oldest record first as given; gives the bytes written.</summary>
    int EncodeFrame(long imei, ReadOnlySpan<DeviceRecord> records, Span<byte> destination);

    /// <summary>Reads the server's answer to a login.</summary>
    LoginAnswer ReadLogin(ReadOnlySpan<byte> received, out int consumed);

    /// <summary>
    /// Reads the server's answer to a frame. False while it is incomplete. <paramref name="accepted"/> is the number
    /// of records that the server says it took.
    /// </summary>
    bool TryReadAcknowledgement(ReadOnlySpan<byte> received, out int consumed, out long accepted);

    /// <summary>
    /// How many bytes at the start are a whole answer that has nothing to do with records (to a heartbeat): 0 where they
    /// are something else, -1 where more bytes will tell.
    /// </summary>
    int SkipOtherAnswer(ReadOnlySpan<byte> received) => 0;
}
