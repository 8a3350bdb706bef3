using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Galileosky;

/// <summary>
/// Galileosky trackers over TCP, also through Iridium's DirectIP. From the vendor's user's manual (section "GalileoSky
/// protocol", table of tags). The list is in the README of this folder.
/// </summary>
public sealed class GalileoskyProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "galileosky";

    /// <inheritdoc/>
    public byte Id => 7;

    /// <inheritdoc/>
    public int DefaultPort => 5034;

    /// <inheritdoc/>
    /// <remarks>The longest packet of a length field of 15 bits; the vendor's devices send about 1000 bytes.</remarks>
    public int MaxFrameLength => GalileoskyFrame.MaxLength;

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GalileoskySession(options.Checksum);
    }

    /// <summary>
    /// Whether a connection that begins so speaks this protocol; null where more bytes will tell. A packet that names its
    /// device: at most hardware and firmware version (tags 01 and 02), then the IMEI's digits (03). Decided after 12 bytes.
    /// </summary>
    public static bool? IsStart(ReadOnlySpan<byte> first) => GalileoskyFrame.IsStart(first);
}
