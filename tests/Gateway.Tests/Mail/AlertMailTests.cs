using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Mail;
using Gateway.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Mail;

/// <summary>E-mail about webhooks, over SMTP to a server that the test starts.</summary>
public sealed class AlertMailTests
{
    [Fact]
    public async Task A_webhooks_owner_is_told_when_it_fails_recovers_and_is_disabled()
    {
        await using var mails = new SmtpReceiver("gateway:pass word");
        await using var receiver = await HookReceiver.StartAsync();
        var status = 500;
        receiver.Answer = _ => status;
        await using var gateway = await TestGateway.StartAsync(configure: options =>
        {
            options.Smtp = new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = mails.Port,
                Tls = "none",
                From = "gateway@example.com",
                User = "gateway",
                Password = "pass word",
            };
            options.Alerts = new AlertOptions { FailingAttempts = 3, FailingAfter = TimeSpan.Zero };
            options.Dispatch.RetryIntervals = [TimeSpan.FromMilliseconds(10)];
        });
        await gateway.AddVehicleAsync(Scene.Imei);
        var webhook = await gateway.AddWebhookAsync(
            "location", receiver.Url("hook?token=geheim"), ",\"email\":\"owner@example.com\",\"name\":\"Yard\"");
        await gateway.AddWebhookAsync("location", receiver.Url("without"));
        await using var tracker = await gateway.LogInAsync(Scene.Imei);
        await tracker.SendAsync(new AvlRecord { Time = AvlRecord.Start });

        var (to, text) = await mails.ReceivedAsync();
        Assert.Equal("owner@example.com", to);
        Assert.Contains($"Subject: Webhook {webhook.Id} (Yard) is failing", text, StringComparison.Ordinal);
        Assert.Contains("From: gateway@example.com", text, StringComparison.Ordinal);
        Assert.Contains("HTTP 500", text, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);

        status = 204;
        (to, text) = await mails.ReceivedAsync();
        Assert.Contains($"Subject: Webhook {webhook.Id} (Yard) works again", text, StringComparison.Ordinal);

        status = 410;
        await tracker.SendAsync(new AvlRecord { Time = AvlRecord.Start + 1 });
        (to, text) = await mails.ReceivedAsync();
        Assert.Contains($"Subject: Webhook {webhook.Id} (Yard) was disabled", text, StringComparison.Ordinal);
        await gateway.EventuallyAsync(
            async () => (string?)(await gateway.WebhookAsync(webhook.Id))["status"] == "disabled", "disabled");
        Assert.True(mails.IsEmpty);
        Assert.DoesNotContain(
            gateway.Logs.GetSnapshot(), record => record.Message.Contains("pass word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_is_tried_again_after_a_while()
    {
        var time = new FakeTimeProvider();
        await using var mails = new SmtpReceiver { Broken = 1 };
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var logger = new FakeLogger<AlertMailer>();
        await using var mailer = new AlertMailer(
            new SmtpOptions
            {
                Host = "127.0.0.1",
                Port = mails.Port,
                Tls = "none",
                From = "g@example.com",
                MaxPerHour = 1,

                // On the same clock as the wait, so the test would end it.
                Timeout = TimeSpan.FromHours(1),
            },
            time,
            logger,
            services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        mailer.Raise(Alert());
        mailer.Raise(Alert());

        await UntilAsync(() => IsLogged(7000));
        Assert.True(mails.IsEmpty);

        // The wait begins right after the failure was logged, so the clock moves until the next try: so slowly that the
        // hour, after which the second e-mail would be sent too, is not over before the connection is there.
        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            return mails.Connections > 1;
        });

        Assert.Contains("is failing", (await mails.ReceivedAsync()).Text, StringComparison.Ordinal);
        await UntilAsync(() => IsLogged(7002));

        bool IsLogged(int id) => logger.Collector.GetSnapshot().Any(record => record.Id.Id == id);
    }

    [Fact]
    public async Task A_real_mail_server_takes_it()
    {
        await using var mails = AioSmtpServer.Start();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var mailer = new AlertMailer(
            new SmtpOptions { Host = "127.0.0.1", Port = mails.Port, Tls = "none", From = "g@example.com" },
            TimeProvider.System,
            new FakeLogger<AlertMailer>(),
            services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        await mails.ListeningAsync();
        mailer.Raise(Alert());

        var mail = await mails.ReceivedAsync();
        Assert.Contains("To: owner@example.com", mail, StringComparison.Ordinal);
        Assert.Contains("From: g@example.com", mail, StringComparison.Ordinal);
        Assert.Contains("5 attempts in a row have failed since 1970-01-01 00:00:00 UTC", mail.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h", 0, "tls", "g@example.com", null, null)]
    [InlineData("h", 25, "maybe", "g@example.com", null, null)]
    [InlineData("h", 25, "tls", "nobody", null, null)]
    [InlineData("h", 25, "tls", null, null, null)]
    [InlineData("h", 25, "tls", "g@example.com", "user", null)]
    [InlineData("h", 25, "tls", "g@example.com", null, "password")]
    public void Wrong_options_are_refused(string host, int port, string tls, string? from, string? user, string? password)
    {
        var options = new SmtpOptions { Host = host, Port = port, Tls = tls, From = from, User = user, Password = password };
        Assert.Single(options.Validate());
        options.Host = null;
        Assert.Empty(options.Validate());
        Assert.False(options.IsOn);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limits.Hang);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }
    }

    private static WebhookAlert Alert() => new(
        WebhookAlertKind.Failing,
        new WebhookDefinition
        {
            Id = 1,
            AccountId = 1,
            Username = "u",
            Type = EventType.Speed,
            Name = "Ä name",
            Url = new Uri("http://a/"),
            ContentType = BodyFormat.Json,
            Email = "owner@example.com",
            Secret = "",
            CreatedMs = 0,
        },
        0,
        1,
        5,
        "no");
}
