using Gateway.Dispatch.Storage;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>The real file system.</summary>
public sealed class JournalStorage : IJournalStorage
{
    /// <inheritdoc/>
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset) =>
        RandomAccess.Write(file, data, offset);

    /// <inheritdoc/>
    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <inheritdoc/>
    public void FlushFolder(string folder) => DurableFolder.Flush(folder);

    /// <inheritdoc/>
    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
