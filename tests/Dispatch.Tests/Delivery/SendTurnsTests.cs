using Gateway.Dispatch.Delivery;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Delivery;

public class SendTurnsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Everybody_has_a_turn_whoever_comes_meanwhile()
    {
        const int threads = 8;
        const int each = 20_000;
        using var turns = new SendTurns(TimeProvider.System);
        var begun = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Two threads for each webhook: its POSTs are added while it has its turn.
        var places = Enumerable.Range(0, threads / 2).Select(_ => new SendPlace(turns, () =>
        {
            turns.Return();
            if (Interlocked.Increment(ref begun) == threads * each)
            {
                all.SetResult();
            }
        })).ToArray();

        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                places[thread / 2].Add();
            }
        })));

        await all.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.Equal(threads * each, begun);
        Assert.False(turns.IsWanted);
    }

    [Fact]
    public async Task Who_waits_longest_comes_first()
    {
        var line = new HeldLine();
        await line.HoldAsync();
        for (var i = 0; i < 100; i++)
        {
            line.Place(i).Add();
        }

        Assert.True(line.Turns.IsWanted);
        Assert.Empty(line.Begun);
        Assert.Equal(Enumerable.Range(0, 100), await line.ReleaseAsync(100));
    }

    [Fact]
    public async Task A_webhook_begins_some_in_its_turn_and_goes_to_the_end_with_the_rest()
    {
        const int most = SendTurns.MostInTurn;
        var line = new HeldLine();
        await line.HoldAsync();
        var full = line.Place(1);
        var two = line.Place(2);
        for (var i = 0; i < (2 * most) + 1; i++)
        {
            full.Add();
        }

        two.Add();
        two.Add();
        line.Place(3).Add();

        IEnumerable<int> expected =
        [
            .. Enumerable.Repeat(1, most), 2, 2, 3, .. Enumerable.Repeat(1, most), 1,
        ];
        Assert.Equal(expected, await line.ReleaseAsync((2 * most) + 4));
    }

    [Fact]
    public async Task Who_has_not_come_back_is_waited_for_only_a_while()
    {
        var time = new FakeTimeProvider();
        using var turns = new SendTurns(time);
        var begun = 0;
        var all = 4 * SendTurns.Most;
        var place = new SendPlace(turns, () => Interlocked.Increment(ref begun));
        for (var i = 0; i < all; i++)
        {
            place.Add();
        }

        // Nobody comes back: with every wait as many again begin, and a turn more for each thread that gives turns.
        for (var waits = 0; waits < 3; waits++)
        {
            var least = (waits + 1) * SendTurns.Most;
            await Eventually.TrueAsync(() => Volatile.Read(ref begun) >= least, "they begin");
            Assert.InRange(Volatile.Read(ref begun), least, least + (SendTurns.MostInTurn * Environment.ProcessorCount));
            await Eventually.TrueAsync(() => turns.IsPatient, "it waits");
            time.Advance(SendTurns.Patience);
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref begun) == all, "all begin");
    }

    [Fact]
    public async Task While_enough_come_back_no_more_begin_than_do()
    {
        var time = new FakeTimeProvider();
        using var turns = new SendTurns(time);
        var begun = 0;
        var place = new SendPlace(turns, () => Interlocked.Increment(ref begun));
        for (var i = 0; i < 4 * SendTurns.Most; i++)
        {
            place.Add();
        }

        for (var returned = 0; returned <= 3 * SendTurns.Enough; returned += SendTurns.Enough)
        {
            var least = SendTurns.Most + returned - SendTurns.Worthwhile;
            await Eventually.TrueAsync(() => Volatile.Read(ref begun) >= least && turns.IsPatient, "it waits");
            Assert.InRange(Volatile.Read(ref begun), least, SendTurns.Most + returned + (SendTurns.MostInTurn * Environment.ProcessorCount));
            for (var i = 0; i < SendTurns.Enough; i++)
            {
                turns.Return();
            }

            time.Advance(SendTurns.Patience);
        }
    }

    /// <summary>Turns of which all givers but one are held, so that the order is the line's.</summary>
    private sealed class HeldLine
    {
        // Nothing here is disposed: who is held may look at it after the test's end.
        private readonly TaskCompletionSource _one = new();
        private readonly TaskCompletionSource _others = new();
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _begun = [];
        private int _expected = int.MaxValue;

        public SendTurns Turns { get; } = new(TimeProvider.System);

        public int[] Begun
        {
            get
            {
                lock (_begun)
                {
                    return [.. _begun];
                }
            }
        }

        public async Task HoldAsync()
        {
            var held = Enumerable.Range(0, Environment.ProcessorCount)
                .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
                .ToArray();
            for (var i = 0; i < held.Length; i++)
            {
                var isHeld = held[i];
                var until = i == 0 ? _one.Task : _others.Task;
                new SendPlace(Turns, () =>
                {
                    isHeld.SetResult();
                    until.Wait(Limit);
                }).Add();
            }

            await Task.WhenAll(held.Select(one => one.Task)).WaitAsync(Limit, TestContext.Current.CancellationToken);
        }

        public SendPlace Place(int number) => new(Turns, () =>
        {
            lock (_begun)
            {
                _begun.Add(number);
                if (_begun.Count == _expected)
                {
                    _all.SetResult();
                }
            }
        });

        /// <summary>Lets one giver go on; answers who began, in order.</summary>
        public async Task<int[]> ReleaseAsync(int count)
        {
            _expected = count;
            _one.SetResult();
            await _all.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
            _others.SetResult();
            return Begun;
        }
    }
}
