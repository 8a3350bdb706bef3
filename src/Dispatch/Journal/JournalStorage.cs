using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>The real file system.</summary>
internal sealed partial class JournalStorage : IJournalStorage
{
    private const int ReadOnlyFolder = 0x10000; // O_RDONLY | O_DIRECTORY

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset) =>
        RandomAccess.Write(file, data, offset);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS journals its directory entries.
        }

        // The framework does not open folders; fsync on one is the only way to keep a new file's name.
        var descriptor = Open(folder, OperatingSystem.IsLinux() ? ReadOnlyFolder : 0);
        if (descriptor < 0)
        {
            throw new IOException($"Can't open the folder {folder} (error {Marshal.GetLastPInvokeError()}).");
        }

        var result = Sync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"Can't flush the folder {folder} (error {error}).");
        }
    }

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
