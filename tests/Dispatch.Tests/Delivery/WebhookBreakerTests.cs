using Gateway.Dispatch.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Delivery;

public class WebhookBreakerTests
{
    private static readonly AttemptResult Good = new(AttemptOutcome.Delivered, 200);
    private static readonly AttemptResult Bad = new(AttemptOutcome.Refused, 500, Error: "HTTP 500");
    private readonly FakeTimeProvider _time = new();
    private readonly DispatchOptions _options = new();
    private readonly WebhookBreaker _breaker;

    public WebhookBreakerTests() => _breaker = new WebhookBreaker(_options, _options.AttemptTimeout, _time);

    [Fact]
    public async Task Opens_after_so_many_failures_and_tells_until_when()
    {
        await FailAsync(_options.BreakerThreshold - 1);
        Assert.True(_breaker.IsClosed);
        await FailAsync(1);
        Assert.False(_breaker.IsClosed);
        Assert.InRange(
            _breaker.OpenUntilMs - _time.GetUtcNow().ToUnixTimeMilliseconds(), 1, (long)_options.BreakerFirstPause.TotalMilliseconds + 1);
    }

    [Fact]
    public async Task Good_answers_after_the_first_failure_keep_it_closed()
    {
        await FailAsync(1);
        for (var i = 0; i < _options.BreakerThreshold; i++)
        {
            await _breaker.TellAsync(Good);
            await _breaker.TellAsync(Bad);
        }

        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public async Task What_failed_long_ago_does_not_count()
    {
        await FailAsync(_options.BreakerThreshold - 1);
        _time.Advance(_options.BreakerWindow * 2);
        await _breaker.TellAsync(Good);
        await FailAsync(_options.BreakerThreshold - 1);
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public async Task Open_it_refuses_until_its_pause_is_over_and_a_good_probe_closes_it()
    {
        await FailAsync(_options.BreakerThreshold);
        Assert.Equal(AttemptOutcome.NotAttempted, (await ProbeAsync(Good)).Outcome);
        _time.Advance(_options.BreakerFirstPause * 2);
        Assert.Equal(AttemptOutcome.Refused, (await ProbeAsync(Bad)).Outcome);
        Assert.False(_breaker.IsClosed);
        _time.Advance(_options.BreakerMaxPause * 2);
        Assert.Equal(AttemptOutcome.Delivered, (await ProbeAsync(Good)).Outcome);
        Assert.True(_breaker.IsClosed);
    }

    [Fact]
    public async Task A_failure_from_before_it_opened_is_no_failed_probe()
    {
        await FailAsync(_options.BreakerThreshold);
        var until = _breaker.OpenUntilMs;
        _time.Advance(_options.BreakerFirstPause * 2);
        await FailAsync(3);
        Assert.Equal(until, _breaker.OpenUntilMs);
        Assert.Equal(AttemptOutcome.Delivered, (await ProbeAsync(Good)).Outcome);
    }

    [Fact]
    public async Task Telling_of_good_answers_costs_nothing_while_none_failed()
    {
        await _breaker.TellAsync(Good);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            await _breaker.TellAsync(Good);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _breaker.TellAsync(Bad);
        }
    }

    private ValueTask<AttemptResult> ProbeAsync(AttemptResult result) =>
        _breaker.ProbeAsync(static result => ValueTask.FromResult(result), result);
}
