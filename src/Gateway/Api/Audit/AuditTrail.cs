using System.Globalization;
using Gateway.Accounts;
using Gateway.Api.Security;
using Gateway.Audit;

namespace Gateway.Api.Audit;

/// <summary>Notes every request with a good key that is not only reading, when it was answered.</summary>
internal sealed class AuditTrail(RequestDelegate next, AuditLog log, TimeProvider time)
{
    private const int CallerLeft = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method)
            || context.User.Identity is not ApiKeyIdentity { Key: var key }
            || context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (BadHttpRequestException refused)
        {
            status = refused.StatusCode;
            throw;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            status = CallerLeft;
            throw;
        }
        finally
        {
            log.Note(Describe(context, endpoint, key, status));
        }
    }

    private static string TemplateOf(RouteEndpoint endpoint) =>
        (endpoint.RoutePattern.RawText ?? "").Replace(":long", "", StringComparison.Ordinal).TrimEnd('/');

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
            context.Connection.RemoteIpAddress?.ToString());
    }
}
