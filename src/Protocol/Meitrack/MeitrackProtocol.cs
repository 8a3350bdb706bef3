using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Meitrack;

/// <summary>
/// Meitrack trackers over TCP: AAA and AFF text records, CCC and CCE binary records. From the vendor's "GPRS Protocol"
/// documents; see the README of this folder.
/// </summary>
public sealed class MeitrackProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "meitrack";

    /// <inheritdoc/>
    public byte Id => 5;

    /// <inheritdoc/>
    public int DefaultPort => 5020;

    /// <inheritdoc/>
    /// <remarks>16 KiB. The document has packets of up to about 1,100 bytes; recorders with cameras send longer ones.</remarks>
    public int MaxFrameLength => MeitrackFrame.MaxLength;

    /// <summary>
    /// Whether a connection that begins so speaks this protocol: "$$", an identifier, a decimal length and a comma.
    /// </summary>
    public Recognition Recognise(ReadOnlySpan<byte> first)
    {
        for (var i = 0; i < first.Length; i++)
        {
            if (i > MeitrackFrame.LengthOffset && first[i] == ',')
            {
                return Recognition.Yes;
            }

            var fits = i switch
            {
                < MeitrackFrame.IdentifierOffset => first[i] == '$',
                MeitrackFrame.IdentifierOffset => MeitrackFrame.IsIdentifier(first[i]),
                < MeitrackFrame.LengthOffset + MeitrackFrame.MaxLengthDigits => first[i] is >= (byte)'0' and <= (byte)'9',
                _ => false,
            };
            if (!fits)
            {
                return Recognition.No;
            }
        }

        return Recognition.NeedMore;
    }

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MeitrackSession(options.Checksum);
    }
}
