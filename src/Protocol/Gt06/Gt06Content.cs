namespace Gateway.Protocol.Gt06;

/// <summary>What the content of a frame came to.</summary>
internal enum Gt06Content
{
    /// <summary>Recognised or not, there is nothing to keep.</summary>
    Nothing,

    /// <summary>One report.</summary>
    Report,

    /// <summary>It ends too early.</summary>
    Broken,
}
