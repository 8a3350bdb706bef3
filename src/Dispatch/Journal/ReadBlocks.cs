namespace Gateway.Dispatch.Journal;

/// <summary>
/// Pieces of the segment files in memory, for random reads that go side by side: the queues of a backlog ask for records that stand
/// near each other, and 64 KiB at once cost little more than one record. A block is read when a second record of it is asked
/// for, so that a lonely record costs no more than itself; and only when all of it is committed, which never changes. A block takes
/// the place of another at a fixed distance. From any thread; nothing waits while the disk is read.
/// </summary>
internal sealed class ReadBlocks
{
    /// <summary>Bytes of a block; no page is smaller (<see cref="JournalOptions.PageBytes"/>), so that none reaches over a segment's end.</summary>
    public const int BlockBytes = 1 << 16;

    /// <summary>Most blocks of a partition: 16 MiB, enough for the backlogs of 1,000 webhooks that are sent side by side.</summary>
    public const int Most = 256;

    /// <summary>Most blocks of all partitions of a journal together: 64 MiB.</summary>
    private const int MostOfJournal = 1024;

    private readonly SegmentFiles _files;
    private readonly LogGeometry _geometry;
    private readonly Slot[] _slots;

    /// <param name="files">The partition's files.</param>
    /// <param name="geometry">Their sizes.</param>
    /// <param name="partitions">How many partitions the journal has, 1 to 256.</param>
    public ReadBlocks(SegmentFiles files, LogGeometry geometry, int partitions)
    {
        _files = files;
        _geometry = geometry;
        _slots = new Slot[CountFor(partitions)];
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new Slot();
        }
    }

    /// <summary>How many blocks each of so many partitions may have in memory.</summary>
    public static int CountFor(int partitions) => Math.Min(Most, MostOfJournal / partitions);

    /// <summary>Copies what is in memory from <paramref name="position"/> on; fewer bytes where the block ends.</summary>
    /// <param name="position">From the beginning of the log on, before its committed end.</param>
    /// <param name="committed">The log's committed end.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>How many bytes; 0 where it is to be read from the file.</returns>
    public int Read(long position, long committed, Span<byte> destination)
    {
        var block = position / BlockBytes;
        var slot = _slots[block % _slots.Length];
        lock (slot.Gate)
        {
            if (slot.Block == block)
            {
                return Copy(slot, position, destination);
            }

            if (slot.Wanted != block || slot.IsLoading || (block + 1) * BlockBytes > committed)
            {
                slot.Wanted = block;
                return 0;
            }

            slot.IsLoading = true;
            slot.Block = Slot.None;
        }

        var isLoaded = false;
        try
        {
            slot.Bytes ??= GC.AllocateUninitializedArray<byte>(BlockBytes);
            var start = block * BlockBytes;
            isLoaded = _files.TryRead(_geometry.SegmentOf(start), _geometry.OffsetInSegment(start), slot.Bytes);
        }
        catch (IOException)
        {
            // Some other record of the block can't be read, perhaps: this one is read alone, which tells the fault if it is its own.
        }
        finally
        {
            lock (slot.Gate)
            {
                slot.IsLoading = false;
                slot.Block = isLoaded ? block : Slot.None;
            }
        }

        lock (slot.Gate)
        {
            return slot.Block == block ? Copy(slot, position, destination) : 0;
        }
    }

    private static int Copy(Slot slot, long position, Span<byte> destination)
    {
        var start = (int)(position % BlockBytes);
        var count = Math.Min(destination.Length, BlockBytes - start);
        slot.Bytes.AsSpan(start, count).CopyTo(destination);
        return count;
    }

    private sealed class Slot
    {
        public const long None = -1;

        public readonly Lock Gate = new();

        /// <summary>Written only while <see cref="IsLoading"/>, by who set it.</summary>
        public byte[]? Bytes;

        /// <summary>The block in memory.</summary>
        public long Block = None;

        /// <summary>The block that was asked for last and was not in memory.</summary>
        public long Wanted = None;

        public bool IsLoading;
    }
}
