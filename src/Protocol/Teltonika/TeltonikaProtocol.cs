using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Teltonika;

/// <summary>
/// Teltonika trackers over TCP: Codec 8, 8 Extended and 16; Codec 12 to 15 are recognised. From the vendor's "Teltonika
/// Data Sending Protocols", https://wiki.teltonika-gps.com/view/Teltonika_Data_Sending_Protocols.
/// </summary>
public sealed class TeltonikaProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "teltonika";

    /// <inheritdoc/>
    public byte Id => 1;

    /// <inheritdoc/>
    public int DefaultPort => 5027;

    /// <inheritdoc/>
    /// <remarks>
    /// 64 KiB. The vendor's devices send up to 1280 bytes of records in a packet; camera data in Codec 12 comes in
    /// pieces of about 2 KiB.
    /// </remarks>
    public int MaxFrameLength => TeltonikaFrame.MaxLength;

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TeltonikaSession(options.Checksum);
    }
}
