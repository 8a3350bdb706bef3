using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Runs the attempts of one webhook under its time limit and its circuit breaker. The only code that uses Polly. While
/// the breaker is open nothing is sent; after its pause one message at a time probes whether the receiver is back.
/// </summary>
internal sealed class WebhookBreaker
{
    private readonly HttpSender _sender;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<AttemptResult> _pipeline;
    private long _openUntilMs;

    /// <param name="sender">Sends.</param>
    /// <param name="options">When it opens, and for how long.</param>
    /// <param name="timeout">Limit of one attempt.</param>
    /// <param name="time">The clock.</param>
    public WebhookBreaker(HttpSender sender, DispatchOptions options, TimeSpan timeout, TimeProvider time)
    {
        _sender = sender;
        _time = time;
        var first = options.BreakerFirstPause;
        var most = options.BreakerMaxPause;
        _pipeline = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptResult>
            {
                FailureRatio = 0.9,
                MinimumThroughput = options.BreakerThreshold,
                SamplingDuration = options.BreakerWindow,
                BreakDurationGenerator = arguments => ValueTask.FromResult(Pause(first, most, arguments.HalfOpenAttempts)),
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is TimeoutRejectedException || arguments.Outcome.Result is { Error: not null }),
                OnOpened = OnOpened,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = timeout })
            .Build();
    }

    /// <summary>When the breaker lets a probe through, Unix milliseconds; 0 while it is closed.</summary>
    public long OpenUntilMs => Volatile.Read(ref _openUntilMs);

    /// <summary>One attempt; never throws for a failure, a timeout or cancellation.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptResult> AttemptAsync(
        WebhookTemplate template,
        SignedMessage message,
        AttemptBuffers lane,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        var started = _time.GetTimestamp();
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(
                static async (context, state) =>
                {
                    try
                    {
                        var (sender, template, message, lane) = state;
                        return Outcome.FromResult(
                            await sender.SendAsync(template, message, lane, context.CancellationToken));
                    }
                    catch (OperationCanceledException canceled)
                    {
                        return Outcome.FromException<AttemptResult>(canceled);
                    }
                },
                context,
                (_sender, template, message, lane));
            return Translate(outcome) with { Duration = _time.GetElapsedTime(started) };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
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
            case TimeoutRejectedException timeout:
                return new AttemptResult(
                    AttemptOutcome.TimedOut, Error: $"No complete answer within {timeout.Timeout.TotalSeconds:0.###} s");
            case BrokenCircuitException broken:
                // Told too early by a hair: wait what is left, so that nobody spins.
                var wait = broken.RetryAfter is { } left && left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
                Volatile.Write(ref _openUntilMs, (_time.GetUtcNow() + wait).ToUnixTimeMilliseconds() + 1);
                return new AttemptResult(AttemptOutcome.NotAttempted);
            case OperationCanceledException:
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
