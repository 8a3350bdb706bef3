using System.Buffers;
using CsCheck;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>Random sequences of operations against a plain list.</summary>
public sealed class JournalModelTests
{
    private enum Step
    {
        Append,
        Commit,
        Read,
        ReadOne,
        Truncate,
        Reopen,
        Crash,
    }

    private static readonly Gen<(Step Step, int Argument)[]> Steps =
        Gen.Select(
            Gen.Frequency(
                (10, Gen.Const(Step.Append)), (5, Gen.Const(Step.Commit)), (2, Gen.Const(Step.Read)),
                (3, Gen.Const(Step.ReadOne)), (1, Gen.Const(Step.Truncate)), (1, Gen.Const(Step.Reopen)),
                (1, Gen.Const(Step.Crash))),
            Gen.Int[0, 100_000]).Array[1, 120];

    [Fact]
    public Task The_journal_behaves_as_a_list() =>
        Steps.SampleAsync(RunAsync, iter: 25, threads: 1);

    private static async Task RunAsync((Step Step, int Argument)[] steps)
    {
        var folder = new JournalFolder { CommitsPerMetadataWrite = 5 };
        var journal = await folder.OpenAsync();
        var model = new List<(AppendResult At, byte[] Payload)>(); // The index is the sequence less one.
        try
        {
            foreach (var (step, argument) in steps)
            {
                var partition = journal[0];
                switch (step)
                {
                    case Step.Append:
                        for (var i = 0; i < 1 + (argument % 7); i++)
                        {
                            var payload = JournalFolder.Payload(model.Count, argument % (32 << 10));
                            model.Add((await JournalFolder.AppendAsync(partition, payload), payload));
                        }

                        break;

                    case Step.Commit when model.Count > 0:
                        var end = model[^1].At.EndPosition;
                        Assert.Equal(
                            CommitOutcome.Committed, await partition.WaitForCommitAsync(end, CancellationToken.None));
                        Assert.True(partition.CommittedPosition >= end);
                        break;

                    case Step.Read:
                        Check(partition, model);
                        break;

                    case Step.ReadOne when model.Count > 0:
                        await CheckOneAsync(partition, model[argument % model.Count], argument % model.Count);
                        break;

                    case Step.Truncate when model.Count > 0:
                        var cut = model[argument % model.Count].At.Position;
                        var before = partition.BeginPosition;
                        partition.TruncateBefore(cut);
                        Assert.InRange(partition.BeginPosition, before, Math.Max(before, cut));
                        break;

                    case Step.Reopen:
                        await journal.DisposeAsync();
                        journal = await folder.OpenAsync();
                        Assert.Equal(model.Count + 1, journal[0].NextSequence);
                        Check(journal[0], model);
                        break;

                    case Step.Crash:
                        // What is committed now must be there; what is appended after it may be, in order.
                        var committed = partition.CommittedPosition;
                        var crashed = folder.Crash();
                        await journal.DisposeAsync();
                        folder.Dispose();
                        folder = crashed;
                        journal = await folder.OpenAsync();
                        Assert.True(journal[0].CommittedPosition >= committed);
                        var kept = (int)journal[0].NextSequence - 1;
                        Assert.InRange(kept, model.Count(m => m.At.EndPosition <= committed), model.Count);
                        model.RemoveRange(kept, model.Count - kept);
                        Check(journal[0], model);
                        break;
                }
            }
        }
        finally
        {
            await journal.DisposeAsync();
            folder.Dispose();
        }
    }

    private static void Check(IJournalPartition partition, List<(AppendResult At, byte[] Payload)> model)
    {
        var committed = partition.CommittedPosition;
        var records = JournalFolder.ReadAll(partition);
        var first = model.FindIndex(m => m.At.Position >= partition.BeginPosition);
        var expected = first < 0 ? [] : model[first..].Where(m => m.At.EndPosition <= committed).ToList();
        Assert.True(records.Count >= expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal((first + i + 1, expected[i].At.Position), (records[i].Sequence, records[i].Position));
            Assert.Equal(expected[i].Payload, records[i].Payload.ToArray());
        }
    }

    private static async Task CheckOneAsync(
        IJournalPartition partition, (AppendResult At, byte[] Payload) expected, int index)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var isCommitted = expected.At.EndPosition <= partition.CommittedPosition;
        var read = await partition.ReadAsync(expected.At.Position, buffer, CancellationToken.None);
        if (expected.At.Position < partition.BeginPosition)
        {
            Assert.Equal(JournalReadStatus.Truncated, read.Status);
        }
        else if (isCommitted || read.Status != JournalReadStatus.NotCommitted)
        {
            Assert.Equal((JournalReadStatus.Record, index + 1L), (read.Status, read.Sequence));
            Assert.Equal(expected.Payload, buffer.WrittenSpan.ToArray());
        }
    }
}
