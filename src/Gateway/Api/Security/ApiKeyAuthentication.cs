using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Accounts;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Security;

/// <summary><c>Authorization: Bearer KEY</c>.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CurrentAccounts accounts,
    KeyUsage usage,
    FailureLimiter failures,
    ApiMetrics metrics) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var snapshot = accounts.Snapshot;
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || snapshot.FindByToken(header["Bearer ".Length..].Trim()) is not { } key)
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        }

        usage.Note(key);
        return Task.FromResult(AuthenticateResult.Success(
            new AuthenticationTicket(
                new ClaimsPrincipal(new ApiKeyIdentity(key, snapshot.IsSuspended(key.AccountId))), SchemeName)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        metrics.AuthenticationFailed(Request.Headers.Authorization.Count > 0);
        if (failures.Count(Context.Connection.RemoteIpAddress) is { } wait)
        {
            metrics.Refused("authentication");
            Response.Headers.Connection = "close";
            return TooManyRequests.WriteAsync(Context, "Too many requests without a good key from this address.", wait);
        }

        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"gateway\"";
        return ProblemAnswer.WriteAsync(Context, ApiProblem.Of(
            StatusCodes.Status401Unauthorized,
            Request.Headers.Authorization.Count == 0
                ? "Send a key: Authorization: Bearer KEY."
                : "The key is not known, or it was revoked."));
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemAnswer.WriteAsync(
        Context,
        ApiProblem.Of(
            StatusCodes.Status403Forbidden,
            Context.User.Identity is ApiKeyIdentity { IsSuspended: true }
                ? "The account is suspended."
                : "The role of this key may not do this."));
}
