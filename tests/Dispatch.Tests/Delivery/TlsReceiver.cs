using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>A receiver behind TLS with a certificate of its own for <c>receiver.test</c>; notes protocol and connection.</summary>
internal sealed class TlsReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TlsReceiver(HttpProtocols protocols)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=receiver.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("receiver.test");
        request.CertificateExtensions.Add(names.Build());
        var from = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Certificate = request.CreateSelfSigned(from, from.AddYears(100));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(Certificate);
        }));
        _app = builder.Build();
        _app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            Requests.Enqueue((context.Request.Protocol, context.Connection.Id));
        });
    }

    public X509Certificate2 Certificate { get; }

    public ConcurrentQueue<(string Protocol, string Connection)> Requests { get; } = new();

    public Uri Url { get; private set; } = new("https://receiver.test/");

    public static async Task<TlsReceiver> StartAsync(HttpProtocols protocols)
    {
        var receiver = new TlsReceiver(protocols);
        await receiver._app.StartAsync();
        var address = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        receiver.Url = new Uri($"https://receiver.test:{new Uri(address).Port}/");
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Certificate.Dispose();
    }
}
