using System.Buffers.Binary;
using System.Globalization;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class KillTests
{
    /// <summary>Five times: a process appends from eight threads, is killed, and every number it printed is there.</summary>
    [Fact]
    public async Task Every_acknowledged_record_survives_kill()
    {
        using var folder = new JournalFolder();
        var acknowledged = new HashSet<long>();
        var first = 1L;
        for (var round = 0; round < 5; round++)
        {
            using var writer = JournalWriterProcess.Start(folder.Root, first, end: 0);
            var killAfter = acknowledged.Count + 200 + (round * 311);
            Assert.Equal("open", await writer.StandardOutput.ReadLineAsync());
            while (await writer.StandardOutput.ReadLineAsync() is { } line)
            {
                // A last line that the kill cut short names no number that was acknowledged.
                if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= first)
                {
                    acknowledged.Add(number);
                }

                if (acknowledged.Count == killAfter)
                {
                    writer.Kill();
                }
            }

            await writer.WaitForExitAsync();
            await using var journal = await folder.OpenAsync();
            var records = JournalFolder.ReadAll(journal[0]);
            var present = records.Select(r => BinaryPrimitives.ReadInt64LittleEndian(r.Payload.Span)).ToHashSet();
            Assert.Subset(present, acknowledged);
            Assert.Equal(Enumerable.Range(1, records.Count).Select(i => (long)i), records.Select(r => r.Sequence));
            first = present.Max() + 1;
        }

        Assert.True(acknowledged.Count >= 1_000);
    }
}
