namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// One device protocol, as the device speaks it. Stateless: one instance serves the whole fleet from several threads.
/// The same input gives the same bytes, so that a frame sent again after a lost connection is the same frame.
/// </summary>
public interface IDeviceEncoder
{
    /// <summary>The largest number of records that fit one frame.</summary>
    int MaxRecordsPerFrame { get; }

    /// <summary>Upper bound of the bytes of a login.</summary>
    int MaxLoginLength { get; }

    /// <summary>What an idle device sends to keep the connection.</summary>
    ReadOnlySpan<byte> Heartbeat { get; }

    /// <summary>Upper bound of the bytes of a heartbeat.</summary>
    int MaxHeartbeatLength => Heartbeat.Length;

    /// <summary>Writes the login of the device with the 15-digit <paramref name="imei"/>; gives the bytes written.</summary>
    int EncodeLogin(long imei, Span<byte> destination);

    /// <summary>Writes a heartbeat, with the ignition where the protocol's has it; gives the bytes written.</summary>
    int EncodeHeartbeat(bool ignition, Span<byte> destination)
    {
        Heartbeat.CopyTo(destination);
        return Heartbeat.Length;
    }

    /// <summary>Upper bound of the bytes of a frame of <paramref name="records"/> records.</summary>
    int MaxFrameLength(int records);

    /// <summary>Writes one frame, oldest record first as given; gives the bytes written.</summary>
    int EncodeFrame(ReadOnlySpan<DeviceRecord> records, Span<byte> destination);

    /// <summary>
    /// Gives every record of a complete frame a new time, <paramref name="firstTimestampMs"/> and then
    /// <paramref name="spacingMs"/> apart, and mends the checksum. <paramref name="offsets"/> come from
    /// <see cref="FindTimestamps"/>.
    /// </summary>
    void Retime(Span<byte> frame, ReadOnlySpan<int> offsets, long firstTimestampMs, long spacingMs);

    /// <summary>Where the records' times stand in a frame that <see cref="EncodeFrame"/> wrote from these records.</summary>
    int[] FindTimestamps(ReadOnlySpan<DeviceRecord> records);

    /// <summary>Reads the server's answer to a login.</summary>
    LoginAnswer ReadLogin(ReadOnlySpan<byte> received, out int consumed);

    /// <summary>
    /// Reads the server's answer to a frame. False while it is incomplete. <paramref name="accepted"/> is the number
    /// of records that the server says it took.
    /// </summary>
    bool TryReadAcknowledgement(ReadOnlySpan<byte> received, out int consumed, out long accepted);

    /// <summary>
    /// Whether the bytes are, or start, something that the server may send at any time and that frees no records: the
    /// answer to a heartbeat. <paramref name="consumed"/> is 0 while it is not complete.
    /// </summary>
    bool IsNotice(ReadOnlySpan<byte> received, out int consumed)
    {
        consumed = 0;
        return false;
    }
}
