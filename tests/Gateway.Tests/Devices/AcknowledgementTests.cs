using Gateway.Devices;
using Gateway.Dispatch.Journal;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.EndToEnd.Families;

namespace Gateway.Tests.Devices;

/// <summary>In every family: what lets a device forget its reports waits for the disk, everything else does not.</summary>
public sealed class AcknowledgementTests
{
    public static TheoryData<string> Acknowledging =>
        [.. Family.All.Where(family => family.Acknowledges).Select(family => family.Name)];

    public static TheoryData<string> Answering =>
        [.. Family.All.Where(family => family.Heartbeat is { Answer.Length: > 0 }).Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Acknowledging))]
    public async Task An_acknowledgement_waits_for_the_commit(string name)
    {
        var family = Family.Of(name);
        var stored = family.Stored(Moment.StartAndStop[0]);
        var journal = new GatedJournal();
        await using var session = await LoggedInAsync(family, journal);

        await session.WriteAsync(stored.Frame);

        Assert.True(journal.Asked.IsCompleted);
        Assert.Equal((1, ""), (journal.Appended, session.Said()));
        journal.Complete(CommitOutcome.Committed);
        Assert.Equal(Convert.ToHexString(stored.Answer), session.Said());
    }

    [Theory]
    [MemberData(nameof(Acknowledging))]
    public async Task Nothing_is_acknowledged_that_could_not_be_committed(string name)
    {
        var family = Family.Of(name);
        var journal = new GatedJournal();
        await using var session = await LoggedInAsync(family, journal);
        await session.WriteAsync(family.Stored(Moment.StartAndStop[0]).Frame);

        journal.Complete(CommitOutcome.Faulted);

        await session.Ended.WaitAsync(Limits.Hang);
        Assert.Equal((CloseReason.JournalUnavailable, ""), (session.CloseReason, session.Said()));
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = session.Aborted.Register(aborted.SetResult);
        await aborted.Task.WaitAsync(Limits.Hang);
    }

    [Theory]
    [MemberData(nameof(Answering))]
    public async Task A_heartbeat_is_answered_while_nothing_can_be_committed(string name)
    {
        var family = Family.Of(name);
        var journal = new GatedJournal();
        await using var session = await LoggedInAsync(family, journal);

        await session.WriteAsync(family.Heartbeat!.Frame);

        Assert.Equal(Convert.ToHexString(family.Heartbeat.Answer), session.Said());
        Assert.False(journal.Asked.IsCompleted);
    }

    /// <summary>
    /// Meitrack and Suntech sessions name the device with each frame, Ruptela's only when it changes: the session must make
    /// no difference. (A debug build allocates the state of every asynchronous call, so that only the difference can be held
    /// to zero here.)
    /// </summary>
    [Theory]
    [InlineData("meitrack")]
    [InlineData("ruptela")]
    public async Task A_device_that_is_named_again_and_again_costs_nothing(string name)
    {
        Assert.Equal(await BytesPerFrameAsync("galileosky"), await BytesPerFrameAsync(name));
    }

    private static async Task<long> BytesPerFrameAsync(string name)
    {
        const int Frames = 200;
        const int Rounds = 8;
        var family = Family.Of(name);
        var frame = family.Stored(Moment.StartAndStop[0]).Frame;
        var journal = new GatedJournal();
        journal.Complete(CommitOutcome.Committed);
        await using var session = await LoggedInAsync(family, journal);
        Send();

        // The least of some rounds: in the others a buffer grew or a pool was made.
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Send();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal((Rounds + 1) * Frames, journal.Appended);
        return least / Frames;

        void Send()
        {
            for (var i = 0; i < Frames; i++)
            {
                Assert.True(session.TryWrite(frame));
                session.Skip();
            }
        }
    }

    private static async Task<SessionOnPipes> LoggedInAsync(Family family, GatedJournal journal)
    {
        var session = new SessionOnPipes(family.Name, family.DeviceId, journal);
        if (family.Login is { } login)
        {
            await session.WriteAsync(login.Frame);
            Assert.Equal(Convert.ToHexString(login.Answer), session.Said());
        }

        return session;
    }
}
