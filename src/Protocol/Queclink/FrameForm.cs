namespace Gateway.Protocol.Queclink;

/// <summary>The forms that a frame can have; its first bytes tell which.</summary>
internal enum FrameForm
{
    /// <summary>Line ends and zero bytes between frames.</summary>
    Filler,

    /// <summary>ASCII: <c>+RESP:GT…$</c>, <c>+BUFF:GT…$</c>, <c>+ACK:GT…$</c>.</summary>
    Text,

    /// <summary>HEX: four letters, masks, a length, and CR LF at the end.</summary>
    Hex,

    /// <summary>A binary report of newer models: <c>2B 00</c>, or <c>2D 00</c> for a buffered one.</summary>
    Report,

    /// <summary>A binary heartbeat of newer models: <c>2B 10</c>.</summary>
    Heartbeat,

    /// <summary>None of these.</summary>
    Unknown,
}
