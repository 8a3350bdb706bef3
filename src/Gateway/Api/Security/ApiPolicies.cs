using Gateway.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Api.Security;

/// <summary>Who may do what: readers read, managers change, admins handle keys.</summary>
internal static class ApiPolicies
{
    /// <summary>Any key for GET and HEAD, a manager's for the rest.</summary>
    public const string Access = "access";

    /// <summary>An admin's key.</summary>
    public const string Admin = "admin";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Access, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
            context.Resource is HttpContext http
            && (HttpMethods.IsGet(http.Request.Method)
                || HttpMethods.IsHead(http.Request.Method)
                || IsAtLeast(context, KeyRole.Manager))));
        options.AddPolicy(Admin, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            context => IsAtLeast(context, KeyRole.Admin)));
    }

    private static bool IsAtLeast(AuthorizationHandlerContext context, KeyRole role) =>
        context.User.Identity is ApiKeyIdentity identity && identity.Key.Role >= role;
}
