using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Gt06;

/// <summary>
/// GT06 and its relatives (Concox, Jimi and their clones) over TCP, with short (7878) and long (7979) frames. From the
/// vendor's "GPS Tracker Communication Protocol" (GT06, GT06N, GV20 and others); see the README of this folder.
/// </summary>
public sealed class Gt06Protocol : IDeviceProtocol
{
    /// <summary>SEEWORLD: a status (13) ends with the supply where the documents have the alarm.</summary>
    internal const string Seeworld = "seeworld";

    /// <inheritdoc/>
    public string Name => "gt06";

    /// <inheritdoc/>
    public byte Id => 2;

    /// <inheritdoc/>
    public int DefaultPort => 5023;

    /// <inheritdoc/>
    /// <remarks>8 KiB: pictures come in pieces of 1 KiB, texts are shorter.</remarks>
    public int MaxFrameLength => Gt06Frame.MaxLength;

    /// <inheritdoc/>
    public IReadOnlyList<string> Models { get; } = [Seeworld];

    /// <inheritdoc/>
    public Recognition Recognise(ReadOnlySpan<byte> first) => first switch
    {
        [0x78] or [0x79] => Recognition.NeedMore,
        [0x78, 0x78, ..] or [0x79, 0x79, ..] => Recognition.Yes,
        _ => Recognition.No,
    };

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Gt06Session(options);
    }
}
