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
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RuptelaSession(options.Checksum);
    }
}
