using System.Runtime.InteropServices;

namespace Gateway.Bench.Load.Processes;

/// <summary>What .NET can't send to a process (Linux, x86-64: <c>signal(7)</c>).</summary>
internal static partial class Signals
{
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends it; for nothing where the process has ended.</summary>
    public static void Send(int processId, int signal) => _ = Kill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
