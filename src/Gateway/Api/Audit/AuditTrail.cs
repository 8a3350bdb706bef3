using System.Globalization;
using System.Net;
using Gateway.Accounts;
using Gateway.Api.Security;
using Gateway.Audit;

namespace Gateway.Api.Audit;

/// <summary>Notes every request with a good key that is not only reading, when it is answered.</summary>
internal sealed class AuditTrail(RequestDelegate next, AuditLog log, TimeProvider time)
{
    private const int CallerLeft = 499;

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method)
            && !HttpMethods.IsHead(context.Request.Method)
            && context.User.Identity is ApiKeyIdentity { Key: var key }
            && context.GetEndpoint() is RouteEndpoint endpoint)
        {
            var noted = false;

            // Before the answer goes out, so that who has it finds the entry; at the end, where no answer went out.
            context.Response.OnStarting(() => Note(context.Response.StatusCode));
            context.Response.OnCompleted(() => Note(CallerLeft));

            Task Note(int status)
            {
                if (!noted)
                {
                    noted = true;
                    log.Note(Describe(context, endpoint, key, status));
                }

                return Task.CompletedTask;
            }
        }

        return next(context);
    }

    private static string TemplateOf(RouteEndpoint endpoint) =>
        (endpoint.RoutePattern.RawText ?? "").Replace(":long", "", StringComparison.Ordinal).TrimEnd('/');

    /// <summary>A socket that takes both families shows IPv4 addresses as IPv6 ones.</summary>
    private static string? AddressOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    /// <summary>The object of the path; for one that was made, that of the answer.</summary>
    private static long? ObjectOf(HttpContext context)
    {
        var text = context.Request.RouteValues.TryGetValue("id", out var value)
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : context.Response.StatusCode == StatusCodes.Status201Created
                ? context.Response.Headers.Location.ToString().Split('/')[^1]
                : null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private AuditEntry Describe(HttpContext context, RouteEndpoint endpoint, ApiKey key, int status)
    {
        var route = TemplateOf(endpoint);
        var parts = route.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new AuditEntry(
            0,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            key.AccountId,
            key.Id,
            key.Prefix,
            key.Username,
            context.Request.Method,
            route,
            parts.Length > 1 ? parts[1] : route,
            ObjectOf(context),
            status,
            AddressOf(context.Connection.RemoteIpAddress));
    }
}
