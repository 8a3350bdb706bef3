using System.Security.Claims;
using Gateway.Accounts;

namespace Gateway.Api.Security;

/// <summary>The identity of a request with a good key.</summary>
internal sealed class ApiKeyIdentity(ApiKey key, bool isSuspended) : ClaimsIdentity(
    [new Claim(ClaimTypes.Name, key.Username), new Claim(ClaimTypes.Role, key.Role.ToName())],
    ApiKeyAuthentication.SchemeName)
{
    public ApiKey Key { get; } = key;

    /// <summary>Whether the key's account is.</summary>
    public bool IsSuspended { get; } = isSuspended;
}
