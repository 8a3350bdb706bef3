using Gateway.Accounts;

namespace Gateway.Tests.Api;

/// <summary>One route of <c>/v1</c> and what it must keep apart.</summary>
/// <param name="Call">Method and pattern, as in <c>GET /v1/vehicles/{id}</c>.</param>
/// <param name="Scope">What another account gets.</param>
/// <param name="Least">The least role that may.</param>
/// <param name="Path">The path to call; <c>{vehicle}</c> and the like stand for ids of the first account's objects.</param>
/// <param name="Body">The body, with ids in the same way; null for none.</param>
public sealed record RouteRow(string Call, RouteScope Scope, KeyRole Least, string Path, string? Body = null)
{
    public string Method => Call[..Call.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Changes come after reads, deletes at the end: with a good key they do what they say.</summary>
    public int Order => Method switch { "GET" => 0, "PATCH" => 1, "POST" => 2, _ => 3 };
}
