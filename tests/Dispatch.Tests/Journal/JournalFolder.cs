using System.Text;
using Gateway.Dispatch.Journal;
using Microsoft.Extensions.Logging.Testing;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>A temporary folder with a small journal in it, opened and closed as a test needs.</summary>
internal sealed class JournalFolder : IDisposable
{
    public const int Page = 1 << 16;
    public const long Segment = 1 << 18;

    public string Root { get; } = Directory.CreateTempSubdirectory("gateway-journal-").FullName;

    public FakeLogger Logger { get; } = new();

    public TestMeterFactory Meters { get; } = new();

    public FaultyStorage Storage { get; init; } = new();

    public int CommitsPerMetadataWrite { get; set; } = 64;

    public int Partitions { get; set; } = 1;

    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan AppendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan IdleCommitDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    public int Memory { get; set; } = 8 * Page;

    public long SegmentBytes { get; set; } = Segment;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string PartitionFolder => Path.Combine(Root, "reports", "000");

    public JournalOptions Options => new()
    {
        Folder = Root,
        Name = "reports",
        PartitionCount = Partitions,
        PageBytes = Page,
        MemoryBytes = Memory,
        SegmentBytes = SegmentBytes,
        MaxPayloadBytes = 32 << 10,
        CommitsPerMetadataWrite = CommitsPerMetadataWrite,
        CommitTimeout = CommitTimeout,
        AppendTimeout = AppendTimeout,
        IdleCommitDelay = IdleCommitDelay,
        MinFreeBytes = 1 << 20,
    };

    public Task<JournalOpenResult> TryOpenAsync() =>
        FasterJournal.OpenAsync(Options, Time, Logger, Meters, Storage);

    public async Task<IJournal> OpenAsync()
    {
        var result = await TryOpenAsync();
        Assert.True(result.IsOpen, result.Fault?.Message);
        return result.Journal;
    }

    public string SegmentPath(int number) => Path.Combine(PartitionFolder, $"log.{number}");

    public string[] Metadata() => Directory.GetFiles(PartitionFolder, "commit.*");

    /// <summary>A copy of all files as a crash would leave them; the journal may be open.</summary>
    public JournalFolder Crash()
    {
        var copy = new JournalFolder
        {
            CommitsPerMetadataWrite = CommitsPerMetadataWrite,
            Partitions = Partitions,
            Memory = Memory,
        };
        lock (Storage.Gate)
        {
            foreach (var path in Directory.GetFiles(Root, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy.Root, Path.GetRelativePath(Root, path));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                if (Path.GetFileName(path) != "lock")
                {
                    Copy(path, target);
                }
            }
        }

        return copy;
    }

    /// <summary>As <see cref="Crash"/>, without all that was not flushed.</summary>
    public JournalFolder PowerCut()
    {
        lock (Storage.Gate)
        {
            var copy = Crash();
            Storage.Revert(Root, copy.Root);
            return copy;
        }
    }

    private static void Copy(string path, string target)
    {
        try
        {
            using var source = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var destination = File.Create(target);
            source.CopyTo(destination);
        }
        catch (FileNotFoundException)
        {
            // Deleted meanwhile, which the journal only does once nothing needs the file.
        }
    }

    public static byte[] Payload(int number, int length = 0) =>
        Encoding.UTF8.GetBytes($"record {number} ".PadRight(Math.Max(length, 1), 'x'));

    public static async Task<AppendResult> AppendAsync(IJournalPartition partition, byte[] payload, byte kind = 1)
    {
        var result = await partition.AppendAsync(kind, payload, CancellationToken.None);
        Assert.Equal(AppendStatus.Appended, result.Status);
        return result;
    }

    public static async Task<AppendResult> CommitAsync(IJournalPartition partition, byte[] payload, byte kind = 1)
    {
        var result = await AppendAsync(partition, payload, kind);
        Assert.Equal(
            CommitOutcome.Committed, await partition.WaitForCommitAsync(result.EndPosition, CancellationToken.None));
        return result;
    }

    /// <summary>Appends that many records, waiting for a commit after every batch.</summary>
    public static async Task<List<AppendResult>> FillAsync(
        IJournalPartition partition, int count, int length = 100, int batch = 10)
    {
        var results = new List<AppendResult>();
        for (var i = 0; i < count; i++)
        {
            results.Add(await AppendAsync(partition, Payload(i, length)));
            if (i % batch == batch - 1 || i == count - 1)
            {
                Assert.Equal(
                    CommitOutcome.Committed,
                    await partition.WaitForCommitAsync(results[^1].EndPosition, CancellationToken.None));
            }
        }

        return results;
    }

    public static List<JournalRecord> ReadAll(IJournalPartition partition, long from = 0)
    {
        var reader = partition.OpenReader(Math.Max(from, partition.BeginPosition));
        var records = new List<JournalRecord>();
        while (reader.TryRead(out var record))
        {
            records.Add(record with { Payload = record.Payload.ToArray() });
        }

        Assert.Equal(JournalReadStatus.NotCommitted, reader.Status);
        return records;
    }

    /// <summary>Changes one bit of the file at a position of the log.</summary>
    public void Flip(long position)
    {
        using var file = File.Open(
            SegmentPath((int)(position / Segment)), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = position % Segment;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 4));
    }

    public void Dispose()
    {
        Meters.Dispose();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                // A hung write that a test let go may still make a file while the folder is being emptied.
                Thread.Sleep(10);
            }
        }
    }
}
