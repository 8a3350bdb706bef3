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

    /// <inheritdoc/>
    public Recognition Recognise(ReadOnlySpan<byte> first) => GalileoskyFrame.Recognise(first);
}
