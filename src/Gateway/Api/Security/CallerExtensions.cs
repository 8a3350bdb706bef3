using Gateway.Accounts;

namespace Gateway.Api.Security;

/// <summary>Who asks.</summary>
internal static class CallerExtensions
{
    /// <summary>The key of the request; only where the endpoint requires one.</summary>
    public static ApiKey Caller(this HttpContext context) => context.User.Identity is ApiKeyIdentity identity
        ? identity.Key
        : throw new InvalidOperationException("The endpoint does not require a key.");
}
