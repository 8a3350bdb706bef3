namespace Gateway.Dispatch.Journal;

/// <summary>How positions map to pages and segment files.</summary>
/// <param name="PageBytes">A power of two.</param>
/// <param name="SegmentBytes">A power of two, at least a page.</param>
internal readonly record struct LogGeometry(int PageBytes, long SegmentBytes)
{
    public int SegmentOf(long position) => (int)(position / SegmentBytes);

    public long OffsetInSegment(long position) => position & (SegmentBytes - 1);

    public long SegmentStart(int segment) => segment * SegmentBytes;

    public long PageStart(long position) => position & ~(long)(PageBytes - 1);

    public long NextPage(long position) => PageStart(position) + PageBytes;

    public long PageRemaining(long position) => NextPage(position) - position;

    /// <summary>Where the first entry of a page stands.</summary>
    public static long FirstEntry(long pageStart) => Math.Max(pageStart, LogEntry.FirstPosition);

    /// <summary>
    /// True when zeros at <paramref name="position"/> can be the unused rest of a page: not a whole page, and not the
    /// last thing before <paramref name="committed"/>, where a commit mark has to be.
    /// </summary>
    public bool CanBePadding(long position, long committed) =>
        position != FirstEntry(PageStart(position)) && NextPage(position) < committed;
}
