using Gateway.Configuration;

namespace Gateway.Api.Health;

/// <summary>Ready once the snapshots stand for what is on disk.</summary>
internal sealed class ConfigurationReadiness(ConfigurationStore store) : IReadinessPart
{
    /// <inheritdoc/>
    public string Name => "configuration";

    /// <inheritdoc/>
    public Readiness Check() => store.IsOpen ? new Readiness(true) : new Readiness(false, "The store is being opened.");
}
