namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>How the end of an answer's body is found (RFC 9112, 6.3).</summary>
internal enum BodyKind
{
    /// <summary>After <c>Content-Length</c> bytes; 0 where an answer has no body.</summary>
    Length = 0,

    /// <summary>After the last chunk and its trailers.</summary>
    Chunked,

    /// <summary>When the receiver closes the connection.</summary>
    UntilClose,
}
