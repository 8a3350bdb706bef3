using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink;

/// <summary>
/// Queclink trackers, @Track protocol over TCP: ASCII and HEX frames, and the binary frames of newer models, mixed as they
/// come. From the vendor's "@Track Air Interface Protocol" documents; which ones stands in the README of this folder.
/// </summary>
public sealed class QueclinkProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "queclink";

    /// <inheritdoc/>
    public byte Id => 4;

    /// <inheritdoc/>
    public int DefaultPort => 5004;

    /// <inheritdoc/>
    /// <remarks>4 KiB. The longest reports (15 points, or CAN data and accessories) are about 1.5 KiB.</remarks>
    public int MaxFrameLength => QueclinkFrame.MaxLength;

    /// <inheritdoc/>
    public Recognition Recognise(ReadOnlySpan<byte> first) => QueclinkFrame.FormOf(first, out var isCertain) switch
    {
        FrameForm.Unknown or FrameForm.Filler => Recognition.No,
        _ => isCertain ? Recognition.Yes : Recognition.NeedMore,
    };

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueclinkSession(options.Checksum, options.AcknowledgeAll);
    }
}
