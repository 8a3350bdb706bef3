using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Api.Limits;

/// <summary>What the HTTP server takes from anybody, before a key is looked at.</summary>
internal static class HttpLimits
{
    /// <summary>The largest body of any call but an import of roads, which sets its own: landmarks.</summary>
    public const int MaxBodyBytes = 17 << 20;

    /// <summary>All header lines together.</summary>
    public const int MaxHeaderBytes = 16 << 10;

    public const int MaxHeaders = 64;

    /// <summary>Method, path, query.</summary>
    public const int MaxRequestLineBytes = 8 << 10;

    /// <summary>A body or an answer that goes on slower than this, after a grace time, ends the connection.</summary>
    public const double LeastBytesPerSecond = 240;

    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>From the first byte of a request until its headers are complete.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Between two requests.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(130);

    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.MaxRequestLineSize = MaxRequestLineBytes;
        limits.MinRequestBodyDataRate = new MinDataRate(LeastBytesPerSecond, Grace);
        limits.MinResponseDataRate = new MinDataRate(LeastBytesPerSecond, Grace);
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAliveTimeout;
    }
}
