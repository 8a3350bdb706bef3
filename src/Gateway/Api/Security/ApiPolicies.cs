using Gateway.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Api.Security;

/// <summary>
/// Who may do what: readers read, managers change, admins handle users and keys, the operator's admins handle accounts.
/// Keys of a suspended account may nothing.
/// </summary>
internal static class ApiPolicies
{
    /// <summary>Any key for GET and HEAD, a manager's for the rest.</summary>
    public const string Access = "access";

    /// <summary>An admin's key.</summary>
    public const string Admin = "admin";

    /// <summary>An admin's key of the operator's account.</summary>
    public const string Operator = "operator";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Access, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
            context.Resource is HttpContext http
            && IsAtLeast(context, HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                ? KeyRole.Reader
                : KeyRole.Manager)));
        options.AddPolicy(Admin, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            context => IsAtLeast(context, KeyRole.Admin)));
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireAssertion(
            context => IsAtLeast(context, KeyRole.Admin)
                && context.User.Identity is ApiKeyIdentity { Key.AccountId: Account.Operator }));
    }

    private static bool IsAtLeast(AuthorizationHandlerContext context, KeyRole role) =>
        context.User.Identity is ApiKeyIdentity { IsSuspended: false } identity && identity.Key.Role >= role;
}
