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

    /// <inheritdoc/>
    public Recognition Recognise(ReadOnlySpan<byte> first) => first switch
    {
        [(byte)'('] => Recognition.NeedMore,
        [Jt808Frame.Delimiter or Jt808Frame.AlternativeDelimiter, ..] => Recognition.Yes,
        [(byte)'(', >= (byte)'0' and <= (byte)'9', ..] => Recognition.Yes,
        _ => Recognition.No,
    };
}
