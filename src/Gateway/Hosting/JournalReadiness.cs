using Gateway.Api.Health;

namespace Gateway.Hosting;

/// <summary>Ready while every journal can keep its promise; without it nothing is acknowledged.</summary>
internal sealed class JournalReadiness(GatewayRuntime runtime) : IReadinessPart
{
    /// <inheritdoc/>
    public string Name => "journal";

    /// <inheritdoc/>
    public Readiness Check()
    {
        if (!runtime.IsOpen)
        {
            return new Readiness(false, "The journals are being opened.");
        }

        foreach (var journal in runtime.Journals)
        {
            if (journal.Health.Fault is { } fault)
            {
                return new Readiness(false, $"{journal.Name}: {fault}");
            }
        }

        return new Readiness(true);
    }
}
