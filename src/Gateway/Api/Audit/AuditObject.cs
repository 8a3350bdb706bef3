using System.ComponentModel;
using Gateway.Audit;

namespace Gateway.Api.Audit;

/// <summary>An entry of the audit log as the API shows it.</summary>
public sealed record AuditObject
{
    public required long Id { get; init; }

    [Description("When it was answered, Unix seconds.")]
    public required long Time { get; init; }

    public required string Username { get; init; }

    public required long KeyId { get; init; }

    [Description("The key's first characters.")]
    public required string KeyPrefix { get; init; }

    public required string Method { get; init; }

    [Description("The call: a path of this document.")]
    public required string Route { get; init; }

    [Description("The kind of object, the first part of the path: webhooks, vehicles …")]
    public required string Object { get; init; }

    [Description("Null where the call names none, and made none.")]
    public required long? ObjectId { get; init; }

    [Description("The HTTP status of the answer; 499 where the caller left before it.")]
    public required int Status { get; init; }

    public required string? RemoteAddress { get; init; }

    internal static AuditObject From(AuditEntry entry) => new()
    {
        Id = entry.Id,
        Time = entry.TimeMs / 1000,
        Username = entry.Username,
        KeyId = entry.KeyId,
        KeyPrefix = entry.KeyPrefix,
        Method = entry.Method,
        Route = entry.Route,
        Object = entry.Object,
        ObjectId = entry.ObjectId,
        Status = entry.Status,
        RemoteAddress = entry.RemoteAddress,
    };
}
