using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>The segment files of one partition (<c>log.N</c>), for reading, with the handles kept open.</summary>
internal sealed class SegmentFiles(string folder) : IDisposable
{
    private const string Prefix = "log.";
    private readonly ConcurrentDictionary<int, SafeFileHandle> _handles = new();

    /// <summary>The folder that holds them.</summary>
    public string Folder => folder;

    public string PathOf(int segment) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{segment}"));

    /// <summary>The numbers of the segments that exist, ascending.</summary>
    public List<int> List()
    {
        var segments = new List<int>();
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            if (int.TryParse(
                Path.GetFileName(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture,
                out var segment))
            {
                segments.Add(segment);
            }
        }

        segments.Sort();
        return segments;
    }

    /// <summary>
    /// Reads from the page cache or the disk; what lies beyond the end of the file reads as zeros. False when the file
    /// is not there.
    /// </summary>
    /// <exception cref="IOException">It is there and can't be read.</exception>
    public bool TryRead(int segment, long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int count;
            try
            {
                count = RandomAccess.Read(HandleOf(segment), destination, offset);
            }
            catch (FileNotFoundException)
            {
                return false;
            }
            catch (ObjectDisposedException)
            {
                return false; // Forgotten by another thread after truncation.
            }

            if (count == 0)
            {
                destination.Clear();
                break;
            }

            offset += count;
            destination = destination[count..];
        }

        return true;
    }

    /// <summary>Closes the handles of segments before that one.</summary>
    public void ForgetBefore(int segment)
    {
        foreach (var (number, _) in _handles)
        {
            if (number < segment && _handles.TryRemove(number, out var handle))
            {
                handle.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ForgetBefore(int.MaxValue);

    private SafeFileHandle HandleOf(int segment)
    {
        if (_handles.TryGetValue(segment, out var existing))
        {
            return existing;
        }

        var opened = File.OpenHandle(
            PathOf(segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var kept = _handles.GetOrAdd(segment, opened);
        if (!ReferenceEquals(kept, opened))
        {
            opened.Dispose();
        }

        return kept;
    }
}
