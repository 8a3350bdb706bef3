using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// Suntech trackers over TCP: the text and zip reports of ST200 to ST900 and SA200, and the universal ones. From the
/// vendor's operation manuals and "Universal Reporting Guide"; see the README of this folder.
/// </summary>
public sealed class SuntechProtocol : IDeviceProtocol
{
    /// <inheritdoc/>
    public string Name => "suntech";

    /// <inheritdoc/>
    public byte Id => 8;

    /// <inheritdoc/>
    public int DefaultPort => 5011;

    /// <inheritdoc/>
    /// <remarks>4 KiB. Reports have a few hundred bytes; up to 500 of an external device may be among them.</remarks>
    public int MaxFrameLength => SuntechFrame.MaxLength;

    /// <summary>
    /// Whether a connection that begins so speaks this protocol: ST or SA and a digit; a universal report's name and a
    /// semicolon; or the head of a zip report with a believable length.
    /// </summary>
    public Recognition Recognise(ReadOnlySpan<byte> first)
    {
        if (first.IsEmpty)
        {
            return Recognition.NeedMore;
        }

        return first[0] is >= (byte)'A' and <= (byte)'Z' ? RecogniseText(first) : RecogniseZip(first);
    }

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SuntechSession(options.Checksum);
    }

    private static Recognition RecogniseText(ReadOnlySpan<byte> first)
    {
        // Both are three characters: "ST3" and the like, or a name that a semicolon follows.
        for (var i = 0; i < Math.Min(first.Length, 3); i++)
        {
            if (!char.IsAsciiLetterUpper((char)first[i]))
            {
                return i == 2 && first[0] == 'S' && first[1] is (byte)'T' or (byte)'A' && char.IsAsciiDigit((char)first[i])
                    ? Recognition.Yes
                    : Recognition.No;
            }
        }

        return first.Length < 4 ? Recognition.NeedMore : first[3] == ';' ? Recognition.Yes : Recognition.No;
    }

    private static Recognition RecogniseZip(ReadOnlySpan<byte> first)
    {
        if (first[0] is not (ZipReport.Start or UniversalZip.Status or UniversalZip.Alert))
        {
            return Recognition.No;
        }

        // No zip report has 256 bytes, and none is empty.
        return first.Length < 3
            ? first.Length == 2 && first[1] != 0 ? Recognition.No : Recognition.NeedMore
            : first[1] == 0 && first[2] > 0 ? Recognition.Yes : Recognition.No;
    }
}
