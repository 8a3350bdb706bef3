using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Ruptela;

/// <summary>
/// Ruptela trackers over TCP: records (command 1) and extended records (68), identification, heartbeat, trouble codes,
/// files.
/// </summary>
public sealed class RuptelaProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "ruptela";

    /// <inheritdoc/>
    public byte Id => 6;

    /// <inheritdoc/>
    public int DefaultPort => 5046;

    /// <inheritdoc/>
    /// <remarks>4 KiB. The devices send at most 1 KiB at once.</remarks>
    public int MaxFrameLength => RuptelaFrame.MaxLength;

    /// <inheritdoc/>
    /// <remarks>
    /// There is no mark: a believable length, then an IMEI of at most 15 digits as a 64-bit number, whose first byte is 0.
    /// </remarks>
    public Recognition Recognise(ReadOnlySpan<byte> first) => RuptelaFrame.Recognise(first);

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RuptelaSession(options.Checksum);
    }
}
