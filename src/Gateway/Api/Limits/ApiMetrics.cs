using System.Diagnostics.Metrics;

namespace Gateway.Api.Limits;

/// <summary>What the API refused before it looked at it.</summary>
internal sealed class ApiMetrics
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failures;

    public ApiMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway.Api");
        _refused = meter.CreateCounter<long>(
            "gateway.api.refused", "{request}", "Requests and connections over a limit, by reason.");
        _failures = meter.CreateCounter<long>(
            "gateway.api.authentication.failures", "{request}", "Requests without a good key, by reason.");
    }

    /// <summary>Over a limit: <c>rate</c>, <c>authentication</c>, <c>live</c> or <c>connections</c>.</summary>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>No key at all, or one that is not known.</summary>
    public void AuthenticationFailed(bool hasKey) =>
        _failures.Add(1, new KeyValuePair<string, object?>("reason", hasKey ? "unknown_key" : "no_key"));
}
