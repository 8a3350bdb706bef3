namespace Gateway.Audit;

/// <summary>A change that was asked for over the API: who, when, what, and what came of it. Neither bodies nor secrets.</summary>
/// <param name="Id">Its number; grows with time. 0 before it is written.</param>
/// <param name="TimeMs">When it was answered, Unix milliseconds.</param>
/// <param name="AccountId">The account of the key.</param>
/// <param name="KeyId">The key.</param>
/// <param name="KeyPrefix">The key's first characters, as lists show them.</param>
/// <param name="Username">The key's user.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route's template: no values.</param>
/// <param name="Object">The kind of object, the first part of the path behind <c>/v1</c>.</param>
/// <param name="ObjectId">The object, where the path or the answer names one.</param>
/// <param name="Status">The HTTP status of the answer; 499 where the caller left before.</param>
/// <param name="RemoteAddress">Where the request came from.</param>
public sealed record AuditEntry(
    long Id,
    long TimeMs,
    long AccountId,
    long KeyId,
    string KeyPrefix,
    string Username,
    string Method,
    string Route,
    string Object,
    long? ObjectId,
    int Status,
    string? RemoteAddress);
