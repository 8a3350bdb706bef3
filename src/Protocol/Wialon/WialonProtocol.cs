using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Wialon;

/// <summary>Wialon IPS 1.1 and 2.0 over TCP: lines of text. After Gurtam's "Wialon IPS" documents.</summary>
public sealed class WialonProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "wialon";

    /// <inheritdoc/>
    public byte Id => 9;

    /// <inheritdoc/>
    public int DefaultPort => 5039;

    /// <inheritdoc/>
    /// <remarks>16 KiB: some 150 messages of a black box.</remarks>
    public int MaxFrameLength => WialonLine.MaxLength;

    /// <inheritdoc/>
    /// <remarks>A packet, or the device's number in digits and then a packet.</remarks>
    public Recognition Recognise(ReadOnlySpan<byte> first) => first.IndexOfAnyExceptInRange((byte)'0', (byte)'9') switch
    {
        < 0 => Recognition.NeedMore,
        var at => first[at] == (byte)'#' ? Recognition.Yes : Recognition.No,
    };

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new WialonSession(options.Checksum);
    }
}
