using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Tracing;

/// <summary>A collector: takes OTLP over HTTP/protobuf and decodes the spans by the wire format alone.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<ReceivedSpan> _spans = [];

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v1/traces", ReceiveAsync);
    }

    public string Url => $"{_app.Urls.Single()}/v1/traces";

    /// <summary>The header that the exporter was told to send.</summary>
    public string? Token { get; private set; }

    public IReadOnlyList<ReceivedSpan> Spans
    {
        get
        {
            lock (_lock)
            {
                return [.. _spans];
            }
        }
    }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_lock)
        {
            Token = context.Request.Headers["x-token"].ToString();

            // ExportTraceServiceRequest.resource_spans (1) . scope_spans (2) . spans (2)
            var resources = ProtobufField.Read(body.ToArray()).Where(field => field.Number == 1);
            var scopes = resources.SelectMany(resource => ProtobufField.Read(resource.Bytes)).Where(field => field.Number == 2);
            var spans = scopes.SelectMany(scope => ProtobufField.Read(scope.Bytes)).Where(field => field.Number == 2);
            _spans.AddRange(spans.Select(span => ReceivedSpan.Read(span.Bytes)));
        }
    }
}
