using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Detection;

/// <summary>
/// A listener for any family: a connection's first bytes tell which one it is, and from then on it is a connection of
/// that family. It has no port of its own and never stands on disk.
/// </summary>
/// <param name="families">The families to choose from; the first one that says yes has the connection.</param>
public sealed class AutoProtocol(IReadOnlyList<IDeviceProtocol> families) : IDeviceProtocol
{
    /// <summary>The listener's name in options.</summary>
    public const string ListenerName = "auto";

    /// <summary>With so many first bytes every family knows its own.</summary>
    public const int DecidingLength = 16;

    /// <inheritdoc/>
    public string Name => ListenerName;

    /// <inheritdoc/>
    /// <remarks>0: no protocol's. Records carry the id of the family that was found.</remarks>
    public byte Id => 0;

    /// <inheritdoc/>
    /// <remarks>0: none.</remarks>
    public int DefaultPort => 0;

    /// <inheritdoc/>
    public int MaxFrameLength { get; } = families.Max(family => family.MaxFrameLength);

    /// <inheritdoc/>
    public Recognition Recognise(ReadOnlySpan<byte> first) => Choose(first, out _);

    /// <inheritdoc/>
    public ProtocolSession CreateSession(ProtocolOptions options) => new AutoSession(this, options);

    /// <summary>Asks the families; <paramref name="family"/> is set for a yes.</summary>
    public Recognition Choose(ReadOnlySpan<byte> first, out IDeviceProtocol? family)
    {
        family = null;
        var answer = Recognition.No;
        foreach (var candidate in families)
        {
            switch (candidate.Recognise(first))
            {
                case Recognition.Yes:
                    family = candidate;
                    return Recognition.Yes;
                case Recognition.NeedMore:
                    answer = Recognition.NeedMore;
                    break;
            }
        }

        return answer == Recognition.NeedMore && first.Length >= DecidingLength ? Recognition.No : answer;
    }
}
