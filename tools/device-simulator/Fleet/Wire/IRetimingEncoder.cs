namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// An encoder whose frames keep their length when the times change, and name no device, so that one made once can be sent
/// again and again by many.
/// </summary>
public interface IRetimingEncoder : IDeviceEncoder
{
    /// <summary>
    /// Gives every record of a complete frame a new time, <paramref name="firstTimestampMs"/> and then
    /// <paramref name="spacingMs"/> apart, and mends the checksum. <paramref name="offsets"/> come from
    /// <see cref="FindTimestamps"/>.
    /// </summary>
    void Retime(Span<byte> frame, ReadOnlySpan<int> offsets, long firstTimestampMs, long spacingMs);

    /// <summary>Where the records' times stand in a frame that <see cref="IDeviceEncoder.EncodeFrame"/> wrote from these records.</summary>
    int[] FindTimestamps(ReadOnlySpan<DeviceRecord> records);
}
