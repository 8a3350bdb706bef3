using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gateway.Bench.Load.Devices;

/// <summary>
/// The few system calls of the load generator (Linux, x86-64). .NET's own socket events would cost a thread change for
/// each acknowledgement, about as much as the server that is measured.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const uint Readable = 1;
    private const int NoSignal = 0x4000;
    private const int Interrupted = 4;

    private readonly int _handle = Check(Create(0));

    /// <summary>Reports the socket with <paramref name="tag"/> whenever it can be read.</summary>
    public void Watch(Socket socket, int tag)
    {
        var watched = new Event { Events = Readable, Data = (ulong)tag };
        Check(Control(_handle, Add, (int)socket.Handle, ref watched));
    }

    /// <summary>Waits for events; returns their number, 0 after the timeout.</summary>
    public int Wait(Event[] events, int timeoutMs)
    {
        var count = Wait(_handle, events, events.Length, timeoutMs);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Check(count);
    }

    /// <summary>Reads what is there; 0 at the connection's end.</summary>
    public static int Receive(Socket socket, Span<byte> buffer) =>
        Check((int)Receive((int)socket.Handle, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0));

    /// <summary>Sends all bytes; one frame always fits the socket's buffer.</summary>
    public static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        var sent = (int)Send((int)socket.Handle, in MemoryMarshal.GetReference(bytes), bytes.Length, NoSignal);
        if (Check(sent) != bytes.Length)
        {
            throw new IOException($"Only {sent} of {bytes.Length} bytes were taken by the socket.");
        }
    }

    /// <summary>Keeps the calling thread on one core.</summary>
    public static void PinThread(int core)
    {
        var mask = 1UL << core;
        Check(SetAffinity(0, sizeof(ulong), in mask));
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Close(_handle);

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"System call failed: errno {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int handle, int operation, int descriptor, ref Event watched);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int handle, [Out] Event[] events, int count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int descriptor, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, in byte buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint size, in ulong mask);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    /// <summary><c>struct epoll_event</c>, packed on x86-64.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    public struct Event
    {
        public uint Events;
        public ulong Data;
    }
}
