namespace Gateway.Protocol.Sessions;

/// <summary>What a protocol says of a connection's first bytes.</summary>
public enum Recognition
{
    /// <summary>They can't be the start of one of its frames.</summary>
    No,

    /// <summary>They may be; more bytes will tell.</summary>
    NeedMore,

    /// <summary>They are the start of one of its frames, as far as its frames differ from those of the others.</summary>
    Yes,
}
