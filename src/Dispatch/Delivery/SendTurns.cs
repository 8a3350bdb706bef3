using System.Collections.Concurrent;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Webhooks that want to begin POSTs wait here for a turn, first come, first served. In its turn a webhook begins some, one right
/// after the other: what they share (its queue, its template, its keys) comes from memory once. Turns are given by work items that
/// go back to the end of the thread pool's queue after a row, so that the answers that have come meanwhile go first.
/// </summary>
/// <remarks>
/// While receivers answer quickly no more than <see cref="Most"/> workers are let go: more on their way at once make nothing
/// faster, and their memory falls out of the processor's cache, here and at the receiver. Who does not answer holds up no one: when fewer
/// than <see cref="Enough"/> workers have come back within <see cref="Patience"/>, as many again are let go. All members from any thread.
/// </remarks>
internal sealed class SendTurns : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Most POSTs of a webhook in one turn: each of them may need a connection of its own.</summary>
    public const int MostInTurn = 4;

    /// <summary>POSTs begun in a row: enough to make the way through the pool's queue cheap, few enough that answers do not wait for long.</summary>
    private const int InARow = 64;

    /// <summary>For fewer than these no row is begun.</summary>
    public const int Worthwhile = 32;

    /// <summary>Time in which <see cref="Enough"/> are to come back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private static readonly int MostGivers = Environment.ProcessorCount;

    private readonly ConcurrentQueue<SendPlace> _line = new();
    private readonly ITimer _timer;
    private int _givers;
    private int _room = Most;
    private int _isTimed;
    private int _ended;

    public SendTurns(TimeProvider time) => _timer = time.CreateTimer(
        static turns => ((SendTurns)turns!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Workers under way beyond which the next ones wait for those that come back.</summary>
    public static int Most { get; } = 256 * Environment.ProcessorCount;

    /// <summary>8,000 a second for each core: so many that the cores have enough to do.</summary>
    public static int Enough { get; } = 160 * Environment.ProcessorCount;

    /// <summary>Whether somebody waits, so that who has had a turn should wait for the next one.</summary>
    public bool IsWanted => !_line.IsEmpty;

    /// <summary>Whether somebody waits until enough have come back, or for the end of <see cref="Patience"/>.</summary>
    internal bool IsPatient => Volatile.Read(ref _isTimed) != 0 && Volatile.Read(ref _givers) == 0;

    /// <summary>Puts a webhook at the end of the line.</summary>
    public void Enqueue(SendPlace place)
    {
        _line.Enqueue(place);
        Go();
    }

    /// <summary>Who was let go by <see cref="SendPlace.TakeTurn"/> has come back.</summary>
    public void Return()
    {
        Interlocked.Increment(ref _ended);
        var room = Volatile.Read(ref _room);
        while (room < Most)
        {
            var seen = Interlocked.CompareExchange(ref _room, room + 1, room);
            if (seen == room)
            {
                break;
            }

            room = seen;
        }

        if (room + 1 >= Worthwhile && IsWanted)
        {
            AddGiver();
        }
    }

    public void Dispose() => _timer.Dispose();

    void IThreadPoolWorkItem.Execute()
    {
        for (var begun = 0; begun < InARow && Volatile.Read(ref _room) > 0 && _line.TryDequeue(out var place);)
        {
            var count = place.TakeTurn(Math.Min(MostInTurn, InARow - begun));
            Interlocked.Add(ref _room, -count);
            begun += count;
        }

        if (IsWanted && Volatile.Read(ref _room) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Interlocked.Decrement(ref _givers);
        if (IsWanted)
        {
            Go();
        }
    }

    /// <summary>Somebody waits: lets some go, now or when there is room for them.</summary>
    private void Go()
    {
        if (Volatile.Read(ref _room) >= Worthwhile)
        {
            AddGiver();
        }
        else if (Volatile.Read(ref _isTimed) == 0 && Interlocked.Exchange(ref _isTimed, 1) == 0)
        {
            Volatile.Write(ref _ended, 0);
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        Volatile.Write(ref _isTimed, 0);
        if (!IsWanted)
        {
            return;
        }

        if (Volatile.Read(ref _room) < Worthwhile && Volatile.Read(ref _ended) < Enough)
        {
            Interlocked.Add(ref _room, Most);
        }

        Go();
    }

    private void AddGiver()
    {
        var givers = Volatile.Read(ref _givers);
        while (givers < MostGivers)
        {
            var seen = Interlocked.CompareExchange(ref _givers, givers + 1, givers);
            if (seen == givers)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            givers = seen;
        }
    }
}
