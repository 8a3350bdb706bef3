using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// The file system calls that decide whether data is on disk. Behind an interface so that tests can make each of them
/// fail. All of them throw <see cref="IOException"/> when the system says no.
/// </summary>
public interface IJournalStorage
{
    /// <summary>Writes all of <paramref name="data"/> at that offset.</summary>
    void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset);

    /// <summary>Returns once everything written to the file is on disk.</summary>
    void Flush(SafeFileHandle file);

    /// <summary>Returns once the folder's entries (files made, renamed, deleted) are on disk.</summary>
    void FlushFolder(string folder);

    /// <summary>Bytes that this process may still write to the file system of that folder.</summary>
    long FreeBytes(string folder);
}
