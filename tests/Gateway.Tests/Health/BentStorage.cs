using Gateway.Dispatch.Journal;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Tests.Health;

/// <summary>The real file system, with as much room as a test says, and writes that fail or wait when it wants.</summary>
internal sealed class BentStorage : IJournalStorage
{
    private readonly JournalStorage _real = new();
    private long _free = 1L << 40;

    /// <summary>Free bytes.</summary>
    public long Free
    {
        get => Volatile.Read(ref _free);
        set => Volatile.Write(ref _free, value);
    }

    /// <summary>Throws from writes, or blocks.</summary>
    public Action? BeforeWrite { get; set; }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset)
    {
        BeforeWrite?.Invoke();
        _real.Write(file, data, offset);
    }

    public void Flush(SafeFileHandle file) => _real.Flush(file);

    public void FlushFolder(string folder) => _real.FlushFolder(folder);

    public long FreeBytes(string folder) => Free;
}
