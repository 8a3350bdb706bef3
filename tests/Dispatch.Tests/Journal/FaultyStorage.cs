using Gateway.Dispatch.Journal;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>The real file system, whose calls fail when a test says so.</summary>
internal sealed class FaultyStorage : IJournalStorage
{
    private readonly JournalStorage _real = new();

    /// <summary>Throws from writes to the log or the metadata when it wants to; gets the length of the write.</summary>
    public Action<int>? BeforeWrite { get; set; }

    /// <summary>Throws instead of flushing, or blocks.</summary>
    public Action? BeforeFlush { get; set; }

    public Action<string>? BeforeFlushFolder { get; set; }

    public long? Free { get; set; }

    public int FolderFlushes { get; private set; }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset)
    {
        BeforeWrite?.Invoke(data.Length);
        _real.Write(file, data, offset);
    }

    public void Flush(SafeFileHandle file)
    {
        BeforeFlush?.Invoke();
        _real.Flush(file);
    }

    public void FlushFolder(string folder)
    {
        BeforeFlushFolder?.Invoke(folder);
        FolderFlushes++;
        _real.FlushFolder(folder);
    }

    public long FreeBytes(string folder) => Free ?? _real.FreeBytes(folder);
}
