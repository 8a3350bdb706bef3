using Gateway.Api.Health;

namespace Gateway.Hosting;

/// <summary>Ready while events can be queued and sent.</summary>
internal sealed class DispatchReadiness(GatewayRuntime runtime) : IReadinessPart
{
    /// <inheritdoc/>
    public string Name => "dispatch";

    /// <inheritdoc/>
    public Readiness Check() => runtime.IsOpen
        ? new Readiness(runtime.Dispatcher.Fault is null, runtime.Dispatcher.Fault)
        : new Readiness(false, "The queues are being read.");
}
