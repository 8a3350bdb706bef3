using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Api.Security;

/// <summary>
/// Asks for a key also where <c>/v1</c> has no endpoint, or not for the method: without one, all of it looks the same.
/// </summary>
internal sealed class UnknownPathGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isGuarded = context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null;
        return isGuarded
            || context.User.Identity is ApiKeyIdentity
            || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : context.ChallengeAsync();
    }
}
