using System.Diagnostics.Metrics;

namespace Gateway.Tracing;

/// <summary>How the exports of traces go.</summary>
internal sealed class TraceExports
{
    private readonly Counter<long> _exports;
    private volatile bool _isFailing;

    public TraceExports(IMeterFactory meters) => _exports = meters.Create("Gateway.Traces")
        .CreateCounter<long>("gateway.traces.exports", "{export}", "Exports of spans to the collector, by outcome.");

    /// <summary>Whether the collector did not take the last ones.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Another export ended.</summary>
    public void Ended(bool wasTaken)
    {
        _isFailing = !wasTaken;
        _exports.Add(1, new KeyValuePair<string, object?>("outcome", wasTaken ? "taken" : "failed"));
    }
}
