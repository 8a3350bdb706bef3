using System.Diagnostics.Metrics;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class JournalMetricsTests
{
    [Fact]
    public async Task Records_commits_and_faults_are_counted()
    {
        using var folder = new JournalFolder();
        var sums = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, folder.Meters))
                {
                    Assert.Equal("Gateway.Journal", instrument.Meter.Name);
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(instrument.Name, 1));
        listener.Start();

        await using var journal = await folder.OpenAsync();
        await JournalFolder.FillAsync(journal[0], 25, length: 100, batch: 5);
        listener.RecordObservableInstruments();
        folder.Storage.BeforeWrite = _ => throw new IOException("No space left on device");
        var appended = await JournalFolder.AppendAsync(journal[0], [1]);
        await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None);

        Assert.Equal(25, sums["gateway.journal.appended"]);
        Assert.Equal(2_500, sums["gateway.journal.appended.size"]);
        Assert.Equal(0, sums["gateway.journal.uncommitted.size"]);
        Assert.Equal(sums["gateway.journal.commit.duration"], sums["gateway.journal.commits"]);
        Assert.InRange(sums["gateway.journal.commits"], 5, 25);
        Assert.Equal(1, sums["gateway.journal.faults"]);

        void Add(string name, double value)
        {
            lock (sums)
            {
                sums[name] = sums.GetValueOrDefault(name) + value;
            }
        }
    }
}
