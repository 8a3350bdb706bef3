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
    /// <remarks>
    /// Every connection begins with a login: 00 0F and the IMEI's digits. A frame of Ruptela may begin with 00 0F too, but
    /// has a number's zero byte where the first digit stands here.
    /// </remarks>
    public Recognition Recognise(ReadOnlySpan<byte> first) => first switch
    {
        [0x00] or [0x00, TeltonikaFrame.ImeiLength] => Recognition.NeedMore,
        [0x00, TeltonikaFrame.ImeiLength, >= (byte)'0' and <= (byte)'9', ..] => Recognition.Yes,
        _ => Recognition.No,
    };

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TeltonikaSession(options.Checksum);
    }
}
