using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// The circuit breaker of one webhook. The only code that uses Polly. While it is open nothing is sent; after its pause
/// one message at a time probes whether the receiver is back. While it is closed an attempt does not pass through it: its
/// result is told afterwards, so that a POST under way holds no state of it.
/// </summary>
internal sealed class WebhookBreaker
{
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<AttemptResult> _pipeline;
    private readonly TimeSpan _window;
    private long _openUntilMs;
    private long _failedAt;

    /// <param name="options">When it opens, and for how long.</param>
    /// <param name="timeout">Limit of one attempt.</param>
    /// <param name="time">The clock.</param>
    public WebhookBreaker(DispatchOptions options, TimeSpan timeout, TimeProvider time)
    {
        _time = time;
        _window = options.BreakerWindow;
        Timeout = timeout;
        var first = options.BreakerFirstPause;
        var most = options.BreakerMaxPause;
        _pipeline = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptResult>
            {
                FailureRatio = 0.9,
                MinimumThroughput = options.BreakerThreshold,
                SamplingDuration = options.BreakerWindow,
                BreakDurationGenerator = arguments => ValueTask.FromResult(Pause(first, most, arguments.HalfOpenAttempts)),
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { Error: not null }),
                OnOpened = OnOpened,
            })
            .Build();
    }

    /// <summary>Limit of one attempt.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>When the breaker lets a probe through, Unix milliseconds; 0 while it is closed.</summary>
    public long OpenUntilMs => Volatile.Read(ref _openUntilMs);

    /// <summary>Whether attempts may be made without asking, and told with <see cref="TellAsync"/>.</summary>
    public bool IsClosed => OpenUntilMs == 0;

    /// <summary>Tells what came of an attempt that was begun while the breaker was closed. Waits only where that opens it.</summary>
    public ValueTask TellAsync(in AttemptResult result) =>

        // Nothing was sent; or it failed, and the breaker has opened meanwhile: that is no probe's failure.
        result.Outcome == AttemptOutcome.NotAttempted || (!IsClosed && !result.IsDelivered) || !Counts(result)
            ? ValueTask.CompletedTask
            : CountAsync(result);

    /// <summary>An attempt that the breaker may refuse, because it is open or another probe is under way.</summary>
    /// <returns>What came of it; refused, it is <see cref="AttemptOutcome.NotAttempted"/>.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptResult> ProbeAsync<TState>(Func<TState, ValueTask<AttemptResult>> send, TState state)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false);
        try
        {
            return Translate(await _pipeline.ExecuteOutcomeAsync(
                static async (_, probe) => Outcome.FromResult(await probe.Send(probe.State)), context, (Send: send, State: state)));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask CountAsync(AttemptResult result)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false);
        var told = await _pipeline.ExecuteOutcomeAsync(
            static (_, result) => ValueTask.FromResult(Outcome.FromResult(result)), context, result);
        if (told.Exception is null && result.IsDelivered)
        {
            Volatile.Write(ref _openUntilMs, 0);
        }

        ResilienceContextPool.Shared.Return(context);
    }

    /// <summary>
    /// Whether it may change anything: a good answer does where a failure is remembered, and while there is none nobody counts.
    /// </summary>
    private bool Counts(in AttemptResult result)
    {
        if (!result.IsDelivered)
        {
            Volatile.Write(ref _failedAt, Math.Max(1, _time.GetTimestamp()));
            return true;
        }

        var failedAt = Volatile.Read(ref _failedAt);
        if (failedAt != 0 && IsClosed && _time.GetElapsedTime(failedAt) > _window)
        {
            Interlocked.CompareExchange(ref _failedAt, 0, failedAt);
            return false;
        }

        return failedAt != 0;
    }

    private AttemptResult Translate(Outcome<AttemptResult> outcome)
    {
        switch (outcome.Exception)
        {
            case null:
                if (outcome.Result.IsDelivered)
                {
                    Volatile.Write(ref _openUntilMs, 0);
                }

                return outcome.Result;
            case BrokenCircuitException broken:
                // Told too early by a hair: wait what is left, so that nobody spins.
                var wait = broken.RetryAfter is { } left && left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
                Volatile.Write(ref _openUntilMs, (_time.GetUtcNow() + wait).ToUnixTimeMilliseconds() + 1);
                return new AttemptResult(AttemptOutcome.NotAttempted);
            default:
                throw outcome.Exception;
        }
    }

    private static TimeSpan Pause(TimeSpan first, TimeSpan most, int failedProbes)
    {
        var pause = first * Math.Pow(2, Math.Min(failedProbes, 40));
        return pause < most ? pause : most;
    }

    private ValueTask OnOpened(OnCircuitOpenedArguments<AttemptResult> arguments)
    {
        var until = _time.GetUtcNow() + arguments.BreakDuration;
        Volatile.Write(ref _openUntilMs, until.ToUnixTimeMilliseconds() + 1);
        return ValueTask.CompletedTask;
    }
}
