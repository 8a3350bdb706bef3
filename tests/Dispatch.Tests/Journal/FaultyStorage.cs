using Gateway.Dispatch.Journal;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>The real file system, whose calls fail when a test says so.</summary>
internal sealed class FaultyStorage : IJournalStorage
{
    private readonly JournalStorage _real = new();
    private readonly List<(string Path, long Offset, byte[] Before, long Length)> _unflushed = [];

    /// <summary>Throws from writes to the log or the metadata when it wants to; gets the length of the write.</summary>
    public Action<int>? BeforeWrite { get; set; }

    /// <summary>Throws instead of flushing, or blocks.</summary>
    public Action? BeforeFlush { get; set; }

    public Action<string>? BeforeFlushFolder { get; set; }

    public long? Free { get; set; }

    /// <summary>Called when the journal looks at the disk, as the committer does at the start of a commit.</summary>
    public Action? BeforeFreeBytes { get; set; }

    /// <summary>While held, nothing reaches the disk: for a copy as of one moment.</summary>
    public Lock Gate { get; } = new();

    public int FolderFlushes { get; private set; }

    /// <summary>Remembers what each write replaced until it is flushed. Linux only.</summary>
    public bool TrackUnflushed { get; init; }

    /// <summary>Takes back, in a copy of the files, what a power cut would: all writes that were not flushed.</summary>
    public void Revert(string root, string copy)
    {
        lock (Gate)
        {
            for (var i = _unflushed.Count - 1; i >= 0; i--)
            {
                var (path, offset, before, length) = _unflushed[i];
                var target = Path.Combine(copy, Path.GetRelativePath(root, path));
                if (File.Exists(target))
                {
                    using var file = File.OpenHandle(target, FileMode.Open, FileAccess.Write);
                    RandomAccess.Write(file, before, offset);
                    RandomAccess.SetLength(file, length);
                }
            }
        }
    }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> data, long offset)
    {
        BeforeWrite?.Invoke(data.Length);
        lock (Gate)
        {
            if (TrackUnflushed)
            {
                var before = new byte[data.Length];
                var length = RandomAccess.GetLength(file);
                using var reader = File.OpenHandle(
                    PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var had = length > offset ? RandomAccess.Read(reader, before, offset) : 0;
                _unflushed.Add((PathOf(file), offset, before[..had], length));
            }

            _real.Write(file, data, offset);
        }
    }

    public void Flush(SafeFileHandle file)
    {
        BeforeFlush?.Invoke();
        lock (Gate)
        {
            _real.Flush(file);
            if (TrackUnflushed)
            {
                var path = PathOf(file);
                _unflushed.RemoveAll(write => write.Path == path);
            }
        }
    }

    public void FlushFolder(string folder)
    {
        BeforeFlushFolder?.Invoke(folder);
        FolderFlushes++;
        lock (Gate)
        {
            _real.FlushFolder(folder);
        }
    }

    public long FreeBytes(string folder)
    {
        BeforeFreeBytes?.Invoke();
        return Free ?? _real.FreeBytes(folder);
    }

    private static string PathOf(SafeFileHandle file) =>
        File.ResolveLinkTarget($"/proc/self/fd/{file.DangerousGetHandle()}", returnFinalTarget: false)!.FullName;
}
