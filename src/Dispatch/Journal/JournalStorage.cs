using Gateway.Dispatch.Storage;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>The real file system.</summary>
internal sealed class JournalStorage : IJournalStorage
{
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset) =>
        RandomAccess.Write(file, data, offset);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void FlushFolder(string folder) => DurableFolder.Flush(folder);

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
