using System.Runtime.InteropServices;

namespace Gateway.Demo;

/// <summary>Turns Ctrl-C and SIGTERM into the end of a run, so that it can still say how it went.</summary>
internal sealed class SignalStop : IDisposable
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public SignalStop(CancellationTokenSource stop)
    {
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }
}
