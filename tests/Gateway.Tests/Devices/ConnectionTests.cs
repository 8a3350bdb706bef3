using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Devices;

/// <summary>Connections: their limits in number and time, replacement, TLS, and the end of the server.</summary>
public sealed class ConnectionTests
{
    private const string Imei = "350000000000011";

    private static readonly AvlRecord Record = new();

    [Fact]
    public async Task The_last_login_of_a_device_wins()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddVehicleAsync(Imei);
        await using var first = await gateway.LogInAsync(Imei);
        await first.SendAsync(Record);
        await using var second = await gateway.LogInAsync(Imei);

        Assert.Empty(await first.ReadToEndAsync());

        await second.SendAsync(Record with { Time = AvlRecord.Start + 1 });
        await gateway.Counters.ReachAsync(1, "gateway.device.closed", "reason=replaced");
        await gateway.Counters.ReachAsync(1, "gateway.device.connections");
    }

    [Fact]
    public async Task Connections_beyond_the_cap_are_closed_and_those_below_go_on()
    {
        const int Cap = 300;
        await using var gateway = await TestGateway.StartAsync(configure: options => options.Devices.MaxConnections = Cap);
        await gateway.AddVehicleAsync(Imei);
        await using var tracker = await gateway.LogInAsync(Imei);
        var silent = new List<TrackerConnection>();
        try
        {
            for (var i = 1; i < Cap; i++)
            {
                silent.Add(await TrackerConnection.OpenAsync(gateway.DeviceAddress));
            }

            await gateway.Counters.ReachAsync(Cap, "gateway.device.connections");
            for (var i = 0; i < 5; i++)
            {
                await IsClosedAsync(gateway);
            }

            await gateway.Counters.ReachAsync(5, "gateway.device.closed", "reason=connection_cap");
            await tracker.SendAsync(Record);
        }
        finally
        {
            foreach (var connection in silent)
            {
                await connection.DisposeAsync();
            }
        }

        await gateway.Counters.ReachAsync(1, "gateway.device.connections");
        await using var next = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        Assert.Equal(1, await next.AskToLogInAsync(Imei));
    }

    [Fact]
    public async Task Silence_before_the_login_ends_a_connection()
    {
        await using var gateway = await TestGateway.StartAsync(
            configure: options => options.Devices.LoginTimeout = TimeSpan.FromSeconds(1));
        await gateway.AddVehicleAsync(Imei);
        await using var silent = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        await using var halfLogin = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        await halfLogin.WriteAsync(AvlFrame.Login(Imei)[..5]);

        Assert.Empty(await silent.ReadToEndAsync());
        Assert.Empty(await halfLogin.ReadToEndAsync());

        await gateway.Counters.ReachAsync(2, "gateway.device.closed", "reason=login_timeout");
    }

    [Fact]
    public async Task Half_a_frame_ends_a_connection_and_an_idle_tracker_stays()
    {
        const string Halved = "350000000000022";
        await using var gateway = await TestGateway.StartAsync(
            configure: options => options.Devices.FrameTimeout = TimeSpan.FromSeconds(1));
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddVehicleAsync(Halved);
        await using var idle = await gateway.LogInAsync(Imei);
        await using var half = await gateway.LogInAsync(Halved);
        await half.WriteAsync(AvlFrame.Of(Record)[..20]);

        Assert.Empty(await half.ReadToEndAsync());

        await gateway.Counters.ReachAsync(1, "gateway.device.closed", "reason=frame_timeout");
        await idle.SendAsync(Record);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trackers_may_come_over_tls(bool inOneFile)
    {
        using var folder = new TempFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tracker.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(130));
        var certificatePath = Path.Combine(folder.Path, inOneFile ? "device.pfx" : "device.pem");
        var keyPath = Path.Combine(folder.Path, "device.key");
        if (inOneFile)
        {
            await File.WriteAllBytesAsync(certificatePath, certificate.Export(X509ContentType.Pfx, "secret"));
        }
        else
        {
            await File.WriteAllTextAsync(certificatePath, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(keyPath, key.ExportPkcs8PrivateKeyPem());
        }

        await using var gateway = await TestGateway.StartAsync(configure: options =>
        {
            options.Devices.CertificatePath = certificatePath;
            options.Devices.CertificatePassword = inOneFile ? "secret" : null;
            options.Devices.CertificateKeyPath = inOneFile ? null : keyPath;
        });
        await gateway.AddVehicleAsync(Imei);
        RemoteCertificateValidationCallback isOurs = (_, shown, _, _) =>
            shown!.GetCertHashString() == certificate.GetCertHashString();

        await using (var tracker = await TrackerConnection.LogInAsync(gateway.DeviceAddress, Imei, isOurs))
        {
            await tracker.SendAsync(Record);
        }

        // Without TLS nothing is said, and nothing taken.
        await using var plain = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        await plain.WriteAsync(AvlFrame.Login(Imei));
        Assert.DoesNotContain((byte)1, (await plain.ReadToEndAsync()).Take(1));
        Assert.Equal(1, gateway.Counters.Sum("gateway.device.reports"));
    }

    [Fact]
    public async Task The_cap_counts_from_accept_so_that_handshakes_are_capped_too()
    {
        using var folder = new TempFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tracker.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(130));
        var path = Path.Combine(folder.Path, "device.pfx");
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, "secret"));
        await using var gateway = await TestGateway.StartAsync(configure: options =>
        {
            options.Devices.CertificatePath = path;
            options.Devices.CertificatePassword = "secret";
            options.Devices.MaxConnections = 2;
        });
        await gateway.AddVehicleAsync(Imei);
        await using (var first = await TrackerConnection.OpenAsync(gateway.DeviceAddress))
        await using (var second = await TrackerConnection.OpenAsync(gateway.DeviceAddress))
        {
            // Neither has begun its handshake, and yet there is no room for a third.
            await IsClosedAsync(gateway);
            await gateway.Counters.ReachAsync(1, "gateway.device.closed", "reason=connection_cap");
        }

        // The two that were given up leave room again.
        await gateway.EventuallyAsync(
            async () =>
            {
                try
                {
                    await using var next = await TrackerConnection.LogInAsync(
                        gateway.DeviceAddress, Imei, (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString());
                    await next.SendAsync(Record);
                    return true;
                }
                catch (IOException)
                {
                    return false;
                }
            },
            "room for a tracker");
    }

    [Fact]
    public async Task Stopping_closes_connections_and_keeps_what_it_acknowledged()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Tracker.SendAsync(Record);

        await scene.Gateway.StopAsync();

        Assert.Empty(await scene.Tracker.ReadToEndAsync());
        await scene.RestartAsync();
        await scene.Receiver.ReceivedAsync("location", 1);
    }

    private static async Task IsClosedAsync(TestGateway gateway)
    {
        try
        {
            await using var beyond = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
            Assert.Empty(await beyond.ReadToEndAsync());
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The reset may be faster than the end of connecting.
        }
    }
}
