using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// JT/T 808 over TCP, the Chinese national standard for vehicle terminals, in its editions of 2011, 2013 and 2019, with
/// the additional items, messages and framings that makers of such devices added. The list is in the README of this folder.
/// </summary>
public sealed class Jt808Protocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "jt808";

    /// <inheritdoc/>
    public byte Id => 3;

    /// <inheritdoc/>
    public int DefaultPort => 5015;

    /// <inheritdoc/>
    /// <remarks>The longest message (10 bits of body length) with every byte escaped.</remarks>
    public int MaxFrameLength => Jt808Frame.MaxLength;

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Jt808Session(options);
    }

    /// <summary>
    /// Whether a connection that begins so speaks this protocol; null where more bytes will tell. A delimiter, or a text
    /// with the device's number. Decided after 2 bytes.
    /// </summary>
    public static bool? IsStart(ReadOnlySpan<byte> first) => first switch
    {
        [] or [(byte)'('] => null,
        [Jt808Frame.Delimiter or Jt808Frame.AlternativeDelimiter, ..] => true,
        [(byte)'(', >= (byte)'0' and <= (byte)'9', ..] => true,
        _ => false,
    };
}
