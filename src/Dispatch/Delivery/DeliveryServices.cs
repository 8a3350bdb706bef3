using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tracing;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Delivery;

/// <summary>What all pumps share.</summary>
internal sealed class DeliveryServices
{
    public required DispatchOptions Options { get; init; }

    public required HttpSender Sender { get; init; }

    public required RetrySchedule Schedule { get; init; }

    public required EventReader Events { get; init; }

    public required IWebhookDirectory Directory { get; init; }

    public required DispatchMetrics Metrics { get; init; }

    /// <summary>Null where tracing is off.</summary>
    public EventTracing? Tracing { get; init; }

    public required ILogger Logger { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Numbers in [0, 1), from any thread.</summary>
    public required Func<double> Random { get; init; }

    /// <summary>Workers that have nothing to do.</summary>
    public required AttemptWorkers Idle { get; init; }

    public required WakeClock Clock { get; init; }

    /// <summary>Told of every attempt.</summary>
    public required IAttemptObserver[] Observers { get; init; }

    public required WorkerCount Workers { get; init; }

    /// <summary>Who begins a POST next.</summary>
    public required SendTurns Turns { get; init; }

    /// <summary>Told when an event can't be read or sent for a reason of ours.</summary>
    public required Action<string> ReportFault { get; init; }

    /// <summary>Ends attempts on their way when stopping takes too long.</summary>
    public required CancellationToken Abort { get; init; }

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
