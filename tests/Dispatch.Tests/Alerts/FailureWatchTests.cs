using System.Collections.Concurrent;
using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Tests.Delivery;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Alerts;

public sealed class FailureWatchTests : IWebhookAlerts, IDisposable
{
    private static readonly AttemptResult Refused = new(AttemptOutcome.Refused, 500, null, "HTTP 500");
    private static readonly AttemptResult Delivered = new(AttemptOutcome.Delivered, 200);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-alerts-").FullName;
    private readonly TestDirectory _webhooks = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_450_210_819));
    private readonly ConcurrentQueue<WebhookAlert> _alerts = new();

    public FailureWatchTests() => _webhooks.Set(TestWebhooks.Make(1, new Uri("http://a/")));

    private IEnumerable<WebhookAlertKind> Kinds => _alerts.Select(alert => alert.Kind);

    [Fact]
    public async Task Failing_and_recovered_are_told_once_and_not_again_within_an_hour()
    {
        await using var watch = Open();
        for (var i = 0; i < 4; i++)
        {
            Attempt(watch, Refused);
            _time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Empty(_alerts);
        Attempt(watch, Refused);
        Attempt(watch, Refused);
        Assert.Equal([WebhookAlertKind.Failing], Kinds);
        Assert.Equal((5, "HTTP 500", 1_450_210_819_000), (_alerts.Last().Attempts, _alerts.Last().Error, _alerts.Last().SinceMs));
        Attempt(watch, Delivered);
        Attempt(watch, Delivered);
        Assert.Equal([WebhookAlertKind.Failing, WebhookAlertKind.Recovered], Kinds);

        Fail(watch, 10, TimeSpan.FromSeconds(60));
        Attempt(watch, Delivered);
        Assert.Equal(2, _alerts.Count);
        _time.Advance(TimeSpan.FromHours(1));
        Fail(watch, 10, TimeSpan.FromSeconds(60));
        Assert.Equal([WebhookAlertKind.Failing, WebhookAlertKind.Recovered, WebhookAlertKind.Failing], Kinds);
    }

    [Fact]
    public async Task Few_or_brief_failures_are_not_told()
    {
        await using var watch = Open();
        Fail(watch, 100, TimeSpan.Zero);
        Attempt(watch, Delivered);
        Fail(watch, 4, TimeSpan.FromHours(1));
        Assert.Empty(_alerts);
    }

    [Fact]
    public async Task Five_days_of_failing_disable_also_over_restarts_but_time_away_does_not_count()
    {
        var watch = Open();
        Fail(watch, 48, TimeSpan.FromHours(1));
        await watch.DisposeAsync();
        _time.Advance(TimeSpan.FromDays(30));
        watch = Open();
        Fail(watch, 72, TimeSpan.FromHours(1));
        Assert.Empty(_webhooks.Disabled);
        _time.Advance(TimeSpan.FromMinutes(1));
        Attempt(watch, Refused);
        Attempt(watch, Refused);
        Assert.Equal([1], _webhooks.Disabled.Select(one => one.Id));
        Assert.Contains("5 days", _webhooks.Disabled[0].Reason, StringComparison.Ordinal);
        Assert.Equal([WebhookAlertKind.Failing, WebhookAlertKind.Disabled], Kinds);

        // Resumed, it has five days again.
        _webhooks.Change(1, webhook => webhook with { Disabled = false });
        Fail(watch, 100, TimeSpan.FromHours(1));
        Assert.Single(_webhooks.Disabled);
        await watch.DisposeAsync();
    }

    [Fact]
    public async Task A_delivery_in_between_sets_the_clock_back()
    {
        await using var watch = Open();
        Fail(watch, 119, TimeSpan.FromHours(1));
        Attempt(watch, Delivered);
        Fail(watch, 119, TimeSpan.FromHours(1));
        Assert.Empty(_webhooks.Disabled);
    }

    [Fact]
    public async Task An_answer_410_is_told_once_as_disabled()
    {
        await using var watch = Open();
        Attempt(watch, new AttemptResult(AttemptOutcome.Refused, 410, null, "HTTP 410"));
        Attempt(watch, new AttemptResult(AttemptOutcome.Refused, 410, null, "HTTP 410"));
        Assert.Equal([WebhookAlertKind.Disabled], Kinds);
        Assert.Empty(_webhooks.Disabled); // The pump does that.
    }

    [Fact]
    public async Task A_damaged_file_is_no_reason_not_to_start()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "failures.json"), "{\"SavedMs\":");
        await using var watch = Open();
        Fail(watch, 6, TimeSpan.FromMinutes(1));
        Assert.Equal([WebhookAlertKind.Failing], Kinds);
    }

    void IWebhookAlerts.Raise(WebhookAlert alert) => _alerts.Enqueue(alert);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FailureWatch Open()
    {
        var watch = new FailureWatch(
            new AlertOptions(), Path.Combine(_folder, "failures.json"), _webhooks, this, _time, new FakeLogger<FailureWatch>());
        watch.Open();
        return watch;
    }

    private void Fail(FailureWatch watch, int times, TimeSpan apart)
    {
        for (var i = 0; i < times; i++)
        {
            Attempt(watch, Refused);
            _time.Advance(apart);
        }
    }

    private void Attempt(FailureWatch watch, AttemptResult result) => ((IAttemptObserver)watch).Attempted(new AttemptView
    {
        Template = new WebhookTemplate(_webhooks.Current.Find(1)!),
        Message = default,
        Record = default,
        Sent = null,
        Result = result,
        StartedMs = 0,
        AnswerHeaders = default,
        AnswerBody = default,
    });
}
