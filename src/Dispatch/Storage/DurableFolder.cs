using System.Runtime.InteropServices;

namespace Gateway.Dispatch.Storage;

/// <summary>Puts a folder's entries on disk: without it, a file made or renamed may be gone after a power cut.</summary>
public static partial class DurableFolder
{
    private const int ReadOnlyFolder = 0x10000; // O_RDONLY | O_DIRECTORY

    /// <summary>Returns once the folder's entries (files made, renamed, deleted) are on disk.</summary>
    /// <exception cref="IOException">The system says no.</exception>
    public static void Flush(string folder)
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

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
