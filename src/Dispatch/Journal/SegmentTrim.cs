namespace Gateway.Dispatch.Journal;

/// <summary>
/// Removes from the files what is not part of the log: the torn tail, so that no stale record can ever follow a new one,
/// and segments older than the beginning, which a crash may have left.
/// </summary>
internal static class SegmentTrim
{
    /// <exception cref="IOException">A file can't be changed.</exception>
    public static void Trim(
        IJournalStorage storage, string folder, LogGeometry geometry, in RecoveredPartition found)
    {
        using var files = new SegmentFiles(folder);
        var until = found.Commit.Until;
        var tailSegment = geometry.SegmentOf(until);
        var changed = false;
        foreach (var segment in files.List())
        {
            if (segment < found.FirstSegment || segment > tailSegment)
            {
                File.Delete(files.PathOf(segment));
                changed = true;
            }
            else if (segment == tailSegment)
            {
                using var file = File.OpenHandle(files.PathOf(segment), FileMode.Open, FileAccess.ReadWrite);
                if (RandomAccess.GetLength(file) > geometry.OffsetInSegment(until))
                {
                    RandomAccess.SetLength(file, geometry.OffsetInSegment(until));
                    storage.Flush(file);
                }
            }
        }

        if (changed)
        {
            storage.FlushFolder(folder);
        }
    }
}
