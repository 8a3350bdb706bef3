using Gateway.Dispatch.Journal;
using Gateway.Tests.EndToEnd.Families;

namespace Gateway.Tests.Devices;

/// <summary>A vehicle is found by its device's id in each way that the protocol has of writing it.</summary>
public sealed class DeviceNameTests
{
    /// <summary>JT/T 808 pads an id with zeros (of 2019: to 20 digits), and people copy it with them or without.</summary>
    [Theory]
    [InlineData("350000000000301")]
    [InlineData("00000350000000000301")]
    public async Task An_id_may_be_configured_with_its_leading_zeros(string configured)
    {
        var family = new Jt808Family(350_000_000_000_301);
        var report = family.Report(Moment.StartAndStop[0]);
        var journal = new GatedJournal();
        journal.Complete(CommitOutcome.Committed);
        await using var session = new SessionOnPipes("jt808", configured, journal);

        await session.WriteAsync(report.Frame);
        await session.WriteAsync(family.Heartbeat.Frame);

        Assert.Equal(Convert.ToHexString([.. report.Answer, .. family.Heartbeat.Answer]), session.Said());
        Assert.Equal(2, journal.Appended);
    }

    [Fact]
    public async Task Another_number_of_zeros_is_another_device()
    {
        var family = new Jt808Family(350_000_000_000_301);
        var journal = new GatedJournal();
        await using var session = new SessionOnPipes("jt808", "0350000000000301", journal);

        await session.WriteAsync(family.Login.Frame);

        Assert.Equal((Convert.ToHexString(family.Refusal), 0), (session.Said(), journal.Appended));
    }
}
