using CsCheck;
using Gateway.Tests.Hosts;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

/// <summary>A checkpoint is of the moment when it began, whatever happens while it is written.</summary>
public sealed class CheckpointRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryHistory _history = new();
    private readonly ReportProcessor _processor;

    public CheckpointRunTests() => _processor = new ReportProcessor(new EventOutbox(), _history);

    private CheckpointStore Store => new(_folder.Path, partition: 0);

    public void Dispose()
    {
        _processor.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task States_that_change_while_it_is_written_are_in_it_as_they_were() =>
        await Gen.Select(Gen.Int[0, 40], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 60]).Array[0, 200]).SampleAsync(
            async (count, steps) =>
            {
                var states = new VehicleStates();
                for (var i = 0; i < count; i++)
                {
                    states.GetOrAdd(i).LastReceivedMs = 1;
                }

                // Two in a row: the second is of the states that the first one's time made.
                for (var round = 1; round <= 2; round++)
                {
                    var expected = states.All.ToDictionary(state => state.VehicleId, state => state.LastReceivedMs);
                    var removed = new HashSet<long>();
                    await using var writer = Store.Begin();
                    var run = new CheckpointRun(writer, states, _processor);
                    foreach (var (what, id) in steps)
                    {
                        Do(what, id, states, run, removed);
                    }

                    while (!run.Step(3))
                    {
                    }

                    await writer.CompleteAsync(new Checkpoint(round, 0, []));

                    var found = Store.Read().Checkpoint!;
                    Assert.Equal(round, found.ReportPosition);
                    Assert.Equal(found.States.Count, found.States.Select(state => state.VehicleId).Distinct().Count());
                    Assert.All(found.States, state => Assert.Equal(expected[state.VehicleId], state.LastReceivedMs));
                    Assert.Empty(expected.Keys.Except(found.States.Select(state => state.VehicleId)).Except(removed));
                }
            },
            iter: 200,
            threads: 1);

    [Fact]
    public async Task A_long_tail_becomes_a_block_before_it_is_written()
    {
        var states = new VehicleStates();
        var state = states.GetOrAdd(7);
        for (var i = 0; i <= 2 * ReportProcessor.TailFacts; i++)
        {
            state.Tail.Add(new() { TimeMs = 1000 + i, Hash = (uint)i }, 1);
        }

        await using var writer = Store.Begin();
        var run = new CheckpointRun(writer, states, _processor);
        Assert.True(run.Step(1));
        await writer.CompleteAsync(new Checkpoint(1, 0, []));

        var tail = Assert.Single(Store.Read().Checkpoint!.States).Tail;
        Assert.Equal(0, tail.FactCount);
        Assert.NotEqual(0, tail.Head);
        Assert.Equal(state.Tail.Head, tail.Head);
    }

    [Fact]
    public async Task One_that_is_given_up_leaves_the_one_before()
    {
        var states = new VehicleStates();
        states.GetOrAdd(1);
        await Store.WriteAsync(new Checkpoint(1, 0, []));
        await using (var writer = Store.Begin())
        {
            Assert.True(new CheckpointRun(writer, states, _processor).Step(1));
        }

        Assert.Equal(1, Store.Read().Checkpoint!.ReportPosition);
        await Store.WriteAsync(new Checkpoint(2, 0, []));
        Assert.Equal(2, Store.Read().Checkpoint!.ReportPosition);
    }

    private static void Do(int what, int id, VehicleStates states, CheckpointRun run, HashSet<long> removed)
    {
        switch (what)
        {
            case 0:
                run.Step(id / 10);
                break;
            case 1:
                states.Remove(id);
                removed.Add(id);
                break;
            default:
                var state = states.GetOrAdd(id);
                run.Keep(state);
                state.LastReceivedMs++;
                break;
        }
    }
}
