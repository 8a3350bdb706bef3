using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Dispatch.Alerts;
using Gateway.Mail;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;
using Gateway.Tests.Mail;
using Gateway.Tests.Metrics;
using Gateway.Tracing;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Health;

/// <summary>Which part is not well, each trouble made for real.</summary>
public sealed class HealthTests
{
    private const string Imei = "350000000000011";
    private const string SecondImei = "350000000000029";

    [Fact]
    public async Task A_gateway_that_is_well_says_so_of_every_part_and_shows_it_as_a_metric()
    {
        await using var gateway = await TestGateway.StartAsync();

        var answer = await HealthAnswer.AskAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, answer.Code);
        Assert.Equal("healthy", answer.Status);
        Assert.Equal(
            ["attempt_log", "configuration", "disk", "journal", "listeners", "queues", "vehicles"],
            answer.Parts.Order(StringComparer.Ordinal));
        Assert.Empty(answer.Unwell);
        await gateway.EventuallyAsync(
            async () => (await MetricsPage.ReadAsync(gateway.Api)).Names.Contains("gateway_health"), "the metric");
    }

    [Fact]
    public async Task A_disk_that_gets_low_and_full_is_told_once_holds_acknowledgements_back_and_recovers()
    {
        const int MinFree = 1_000_000;
        var storage = new BentStorage();
        await using var gateway = await TestGateway.StartAsync(
            configure: options =>
            {
                // One partition: each notices at its own next commit.
                options.Partitions = 1;
                options.MinFreeBytes = MinFree;
                options.Health.LowDiskBytes = 2 * MinFree;
            },
            storage: storage);
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddVehicleAsync(SecondImei);
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(new AvlRecord());

        storage.Free = MinFree + 1;
        var low = await HealthAnswer.UntilAsync(gateway, "disk", "degraded");
        Assert.Equal(HttpStatusCode.OK, low.Code);
        Assert.Equal("disk", low.Unwell);
        Assert.Equal(MinFree + 1, low.ValueOf("disk", "free_bytes"));
        await LoggedAsync(gateway, 7100, "Part disk");
        await tracker.SendAsync(new AvlRecord { Time = AvlRecord.Start + 1 });

        // Whether it notices is up to the commits, which look once a second.
        storage.Free = MinFree - 1;
        var full = await HealthAnswer.UntilAsync(gateway, "disk", "unhealthy");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.Code);
        await LoggedAsync(gateway, 7101, "Part disk");
        var time = AvlRecord.Start + 2;
        var asked = Task.FromResult(1u);
        await gateway.EventuallyAsync(
            async () =>
            {
                if (asked.IsCompleted)
                {
                    Assert.Equal(1u, await asked);
                    if (!Logged(gateway, 2005).Contains("reports", StringComparison.Ordinal))
                    {
                        asked = tracker.AskAsync(AvlFrame.Of(new AvlRecord { Time = time++ }));
                    }
                }

                return Logged(gateway, 2005).Contains("reports", StringComparison.Ordinal);
            },
            "the report journal sees that the disk is full");
        // The commit that noticed it may be that of the record just asked about, whose answer is then on its way. What a second
        // device sends from here on comes after it.
        await using var late = await gateway.LogInAsync(SecondImei);
        var refused = late.AskAsync(AvlFrame.Of(new AvlRecord { Time = time }));

        var refusing = await HealthAnswer.UntilAsync(gateway, "journal", "unhealthy");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusing.Code);

        // A session that waits for room must not hold others up, and must not be answered.
        Assert.Equal(2, (await HealthAnswer.AskAsync(gateway)).ValueOf("listeners", "connections"));
        Assert.False(refused.IsCompleted);

        storage.Free = 1L << 40;
        await HealthAnswer.UntilAsync(gateway, "journal", "healthy");
        Assert.Equal(1u, await asked);
        Assert.Equal(1u, await refused);
        Assert.Equal("healthy", (await HealthAnswer.UntilAsync(gateway, "disk", "healthy")).Status);
        await LoggedAsync(gateway, 7102, "Part disk");
        Assert.Single(Logged(gateway, 7100).Split('\n'), line => line.StartsWith("Part disk", StringComparison.Ordinal));
        Assert.Single(Logged(gateway, 7101).Split('\n'), line => line.StartsWith("Part disk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_that_hangs_degrades_and_one_that_fails_ends_the_readiness()
    {
        var storage = new BentStorage();
        using var held = new ManualResetEventSlim();
        await using var gateway = await TestGateway.StartAsync(storage: storage);
        await gateway.AddVehicleAsync(Imei);
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(new AvlRecord());

        storage.BeforeWrite = () => held.Wait(Limits.Hang);
        var asked = tracker.AskAsync(AvlFrame.Of(new AvlRecord { Time = AvlRecord.Start + 1 }));
        var slow = await HealthAnswer.UntilAsync(gateway, "journal", "degraded");
        Assert.Equal(HttpStatusCode.OK, slow.Code);
        Assert.False(asked.IsCompleted);
        storage.BeforeWrite = null;
        held.Set();
        Assert.Equal(1u, await asked);
        await HealthAnswer.UntilAsync(gateway, "journal", "healthy");

        storage.BeforeWrite = () => throw new IOException("No space left on device");
        await tracker.WriteAsync(AvlFrame.Of(new AvlRecord { Time = AvlRecord.Start + 2 }));
        Assert.Empty(await tracker.ReadToEndAsync());
        var failed = await HealthAnswer.UntilAsync(gateway, "journal", "unhealthy");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.Code);
        Assert.Contains("No space left", failed.DetailOf("journal"), StringComparison.Ordinal);
        storage.BeforeWrite = null;
    }

    [Fact]
    public async Task A_receiver_that_fails_degrades_and_tells_no_names()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => StatusCodes.Status500InternalServerError;
        await using var gateway = await TestGateway.StartAsync(
            configure: options => options.Dispatch.RetryIntervals = [TimeSpan.FromMilliseconds(100)]);
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location?token=geheim"), ",\"name\":\"Geheimer Hof\"");
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(new AvlRecord());

        var sick = await HealthAnswer.UntilAsync(gateway, "queues", "degraded");
        Assert.Equal(HttpStatusCode.OK, sick.Code);
        Assert.Equal(1, sick.ValueOf("queues", "failing_webhooks"));
        Assert.Equal(1, sick.ValueOf("queues", "depth"));
        Assert.DoesNotContain("eheim", sick.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(new Uri(receiver.Url("")).Authority, sick.Body.ToJsonString(), StringComparison.Ordinal);

        receiver.Answer = _ => StatusCodes.Status204NoContent;

        // Together: while the retry is on its way nothing fails and one message is still there.
        await gateway.EventuallyAsync(
            async () => await HealthAnswer.AskAsync(gateway) is { Status: "healthy" } well && well.ValueOf("queues", "depth") == 0,
            "healthy with empty queues");
    }

    [Fact]
    public async Task A_mail_server_that_refuses_degrades()
    {
        await using var mails = new SmtpReceiver { Broken = int.MaxValue };
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => StatusCodes.Status500InternalServerError;
        await using var gateway = await TestGateway.StartAsync(configure: options =>
        {
            options.Smtp = new SmtpOptions { Host = "127.0.0.1", Port = mails.Port, Tls = "none", From = "g@example.com" };
            options.Alerts = new AlertOptions { FailingAttempts = 2, FailingAfter = TimeSpan.Zero };
            options.Dispatch.RetryIntervals = [TimeSpan.FromMilliseconds(10)];
        });
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"), ",\"email\":\"owner@example.com\"");
        await using var tracker = await gateway.LogInAsync(Imei);
        Assert.Equal("healthy", (await HealthAnswer.AskAsync(gateway)).StatusOf("mail"));
        await tracker.SendAsync(new AvlRecord());

        var answer = await HealthAnswer.UntilAsync(gateway, "mail", "degraded");

        Assert.Equal(HttpStatusCode.OK, answer.Code);
        Assert.DoesNotContain("owner@example.com", answer.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_is_down_degrades(string protocol)
    {
        await using var receiver = await HookReceiver.StartAsync();
        using var port = new HeldPort();
        await using var gateway = await TestGateway.StartAsync(configure: options => options.Otlp = new OtlpOptions
        {
            Endpoint = $"http://127.0.0.1:{port.Number}/v1/traces",
            Protocol = protocol,
            SampleRatio = 1,
        });
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(new AvlRecord());

        var answer = await HealthAnswer.UntilAsync(gateway, "traces", "degraded");

        Assert.Equal(HttpStatusCode.OK, answer.Code);
        await receiver.ReceivedAsync("location", 1);
    }

    [Fact]
    public async Task A_full_house_and_a_certificate_that_ends_soon_degrade()
    {
        using var folder = new TempFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tracker.test", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(10));
        var path = Path.Combine(folder.Path, "device.pfx");
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, "secret"));
        await using var gateway = await TestGateway.StartAsync(configure: options =>
        {
            options.Devices.CertificatePath = path;
            options.Devices.CertificatePassword = "secret";
            options.Devices.MaxConnections = 1;
        });
        var soon = await HealthAnswer.AskAsync(gateway);
        Assert.Equal("certificate", soon.Unwell);
        Assert.Equal(HttpStatusCode.OK, soon.Code);
        Assert.Equal(9, soon.ValueOf("certificate", "days_left"));

        // Counted before its TLS handshake, which never comes.
        await using var silent = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        var house = await HealthAnswer.UntilAsync(gateway, "listeners", "degraded");
        Assert.Equal(1, house.ValueOf("listeners", "cap"));
    }

    [Fact]
    public async Task A_database_that_is_damaged_degrades_and_what_runs_goes_on()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        await using var tracker = await gateway.LogInAsync(Imei);

        // The index of the write-ahead log last: it is what readers go by, and while it holds they may repair the rest from the log.
        var files = Directory.GetFiles(gateway.Folder, "*.db*");
        foreach (var file in files.OrderBy(file => file.EndsWith("-shm", StringComparison.Ordinal)).ThenByDescending(file => file.EndsWith("-wal", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(new byte[stream.Length]);
        }

        var answer = await HealthAnswer.UntilAsync(gateway, "configuration", "degraded");

        Assert.Equal(HttpStatusCode.OK, answer.Code);
        await tracker.SendAsync(new AvlRecord());
        await receiver.ReceivedAsync("location", 1);
    }

    /// <summary>Waits for a line of the watch, which looks by itself every few seconds.</summary>
    private static Task LoggedAsync(TestGateway gateway, int id, string text) => gateway.EventuallyAsync(
        () => Task.FromResult(Logged(gateway, id).Contains(text, StringComparison.Ordinal)), $"{text} in the log as {id}");

    private static string Logged(TestGateway gateway, int id) => string.Join(
        '\n', gateway.Logs.GetSnapshot().Where(record => record.Id.Id == id).Select(record => record.Message));
}
