using System.Security.Claims;
using Gateway.Accounts;

namespace Gateway.Api.Security;

/// <summary>The identity of a request with a good key.</summary>
internal sealed class ApiKeyIdentity(ApiKey key) : ClaimsIdentity(
    [new Claim(ClaimTypes.Name, key.Username), new Claim(ClaimTypes.Role, key.Role.ToName())],
    ApiKeyAuthentication.SchemeName)
{
    public ApiKey Key { get; } = key;
}
