namespace Gateway.Protocol.Sessions;

/// <summary>One family of device protocols. Stateless; the state of a connection lives in its session.</summary>
public interface IDeviceProtocol
{
    /// <summary>The name in options, metrics and events: lower case, as in the contract.</summary>
    string Name { get; }

    /// <summary>The number that stands for the protocol on disk. Never reused.</summary>
    byte Id { get; }

    /// <summary>The TCP port on which such fleets already send.</summary>
    int DefaultPort { get; }

    /// <summary>The most bytes of one frame; a longer one is a <see cref="FrameFault.Length"/>.</summary>
    int MaxFrameLength { get; }

    /// <summary>Models that a listener can be set to (<see cref="ProtocolOptions.Model"/>), lower case. Most have none.</summary>
    IReadOnlyList<string> Models => [];

    /// <summary>
    /// Whether a connection that begins so speaks this protocol. Must say yes or no once
    /// <see cref="Detection.AutoProtocol.DecidingLength"/> bytes are there.
    /// </summary>
    /// <param name="first">The first bytes received, at least one.</param>
    Recognition Recognise(ReadOnlySpan<byte> first);

    /// <summary>A new connection's state.</summary>
    ProtocolSession CreateSession(ProtocolOptions options);
}
