using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Protocol.Reports;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Vehicles;

/// <summary>The readers on real journals: silence, restarts, crashes.</summary>
public sealed class VehicleEngineTests : IDisposable
{
    private const string CheckpointFile = "vehicles-0.checkpoint";

    private static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Start);
    private int _calls;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trip_and_an_idle_end_by_silence_also_after_a_restart(bool restart)
    {
        var bench = await OpenAsync();
        await bench.SendAsync(At(0, 0, false), At(60, 0, true));
        await bench.SendAsync(At(120, 1000, true, 60), At(180, 2000, true, 60), At(240, 2000, true));
        await bench.SendAsync(At(500, 2000, true), At(540, 2000, true));
        Assert.Equal([EventType.IgnitionOn, EventType.Idle], (await bench.EventsAsync(2)).Select(e => e.Type));
        if (restart)
        {
            await bench.DisposeAsync();
            bench = await OpenAsync();
        }

        var silent = await bench.AdvanceUntilAsync(4, TimeSpan.FromMinutes(59));

        Assert.InRange(_time.GetUtcNow(), Start.AddHours(1), Start.AddHours(3));
        var trip = silent.Single(e => e.Type == EventType.TripComplete).Data;
        Assert.Equal("no_data", trip.GetProperty("end_reason").GetString());
        Assert.Equal(Start.AddSeconds(540).ToUnixTimeSeconds(), trip.GetProperty("end_time").GetInt64());
        Assert.Equal(0, trip.GetProperty("revision").GetInt32());
        var idle = silent.Last(e => e.Type == EventType.Idle).Data;
        Assert.Equal("end", idle.GetProperty("phase").GetString());
        Assert.Equal(300, idle.GetProperty("duration_s").GetInt64());

        // The device had only been out of reach: the same trip comes again when it really ends.
        await bench.SendAsync(At(600, 3000, true, 60), At(660, 4000, true, 60), At(720, 4000, false));
        var all = await bench.EventsAsync(7);
        var final = all.Last(e => e.Type == EventType.TripComplete).Data;
        Assert.Equal(trip.GetProperty("trip_id").GetString(), final.GetProperty("trip_id").GetString());
        Assert.Equal(1, final.GetProperty("revision").GetInt32());
        Assert.Equal("ignition_off", final.GetProperty("end_reason").GetString());
        Assert.Equal(1, all.Last(e => e.Type == EventType.Idle).Data.GetProperty("revision").GetInt32());
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task After_a_crash_the_same_records_give_the_same_events()
    {
        _time.Advance(TimeSpan.FromHours(4));
        var bench = await OpenAsync();
        var day = Enumerable.Range(0, 200).Select(i => At(i * 60, i * 300, i % 20 >= 3, i % 20 is > 3 and < 18 ? 40 : 0)).ToArray();

        // Half in order, then the rest from the newest on, in frames of eight: many revisions.
        await bench.SendAsync(day[..100]);
        foreach (var frame in day[100..].Reverse().Chunk(8))
        {
            await bench.SendAsync(frame);
        }

        await bench.Commands.AssignDriverAsync(
            ProcessorBench.Vehicle.Id, 5, Start.AddMinutes(30).ToUnixTimeMilliseconds(), CancellationToken.None);
        await bench.Commands.AssignDriverAsync(
            ProcessorBench.Vehicle.Id, 6, Start.AddHours(4).ToUnixTimeMilliseconds(), CancellationToken.None);
        var before = (await AllAsync(bench)).ToArray();
        Assert.True(before.Length > 30, $"Only {before.Length} events.");
        Assert.Equal(before.Length, before.Distinct().Count());

        await bench.CrashAsync(_folder.Path);
        bench = await OpenAsync();
        var after = (await AllAsync(bench)).ToArray();

        Assert.Equal(before, after[..before.Length]);
        Assert.Equal(after.Length, after.Distinct().Count());
        // The assignment that asks ends the one that asked before the crash, and begins.
        Assert.Equal(before.Length + 2, after.Length);
        await bench.DisposeAsync();
    }

    /// <summary>
    /// Checkpoints one after the other while records of many vehicles come: whichever a crash leaves, what was processed
    /// after it is processed again to the same events.
    /// </summary>
    [Fact]
    public async Task A_crash_amid_checkpoints_of_many_vehicles_gives_the_same_events()
    {
        const int Vehicles = 600;
        var (bench, fault) = await EngineBench.OpenAsync(_folder.Path, _time, TimeSpan.Zero, Vehicles);
        Assert.Null(fault);
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < Vehicles; i++)
            {
                await bench.AppendAsync(ProcessorBench.Vehicle.Id + i, At(round * 60, round * 500, round % 2 == 1, 30));
            }
        }

        var before = (await AllAsync(bench)).ToArray();
        Assert.True(before.Length > 4 * Vehicles, $"Only {before.Length} events.");
        await bench.DisposeAsync();
        var kept = await File.ReadAllBytesAsync(OlderCheckpoint());
        foreach (var file in Directory.GetFiles(_folder.Path, "*.checkpoint*"))
        {
            File.Delete(file);
        }

        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, CheckpointFile), kept);
        (bench, fault) = await EngineBench.OpenAsync(_folder.Path, _time, vehicleCount: Vehicles);
        Assert.Null(fault);
        var after = (await AllAsync(bench)).ToArray();

        Assert.Equal(before, after[..before.Length]);
        Assert.Equal(after.Length, after.Distinct().Count());
        Assert.Equal(before.Length + 2, after.Length);
        await bench.DisposeAsync();
    }

    /// <summary>A late report with so much history behind it that it waits for more: the clock ends the waiting.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_report_that_waits_is_told_by_the_clock_also_after_a_restart(bool restart)
    {
        _time.Advance(TimeSpan.FromHours(4));
        var bench = await OpenAsync();
        await bench.SendAsync([.. Enumerable.Range(0, 200).Select(i => At(i * 60, 0, false))]);
        await bench.SendAsync(At(30, 0, true));
        await bench.SendAsync(At(200 * 60, 0, true));
        Assert.Equal([EventType.IgnitionOn], (await bench.EventsAsync(1)).Select(e => e.Type));
        if (restart)
        {
            await bench.DisposeAsync();
            bench = await OpenAsync();
        }

        var events = await bench.AdvanceUntilAsync(4);

        // The edge that was known comes again: only now is it known how long the ignition had been off.
        Assert.Equal(
            [EventType.IgnitionOn, EventType.IgnitionOn, EventType.IgnitionOff, EventType.IgnitionOn], events.Select(e => e.Type));
        Assert.Equal([0, 0, 0, 1], events.Select(e => e.Data.GetProperty("revision").GetInt32()));
        Assert.All(events.Skip(1), e => Assert.True(e.Data.GetProperty("late").GetBoolean()));
        Assert.InRange(_time.GetUtcNow(), Start.AddHours(4).AddSeconds(10), Start.AddHours(4).AddMinutes(10));
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_checkpoint_a_truncated_journal_is_refused()
    {
        await using (var services = new ServiceCollection().AddMetrics().BuildServiceProvider())
        {
            var opened = await FasterJournal.OpenAsync(
                new JournalOptions
                {
                    Folder = _folder.Path,
                    Name = "reports",
                    PartitionCount = 1,
                    MinFreeBytes = 0,
                    PageBytes = 1 << 16,
                    MemoryBytes = 1 << 20,
                    MaxPayloadBytes = 1 << 15,
                },
                TimeProvider.System,
                NullLogger.Instance,
                services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
            await using var journal = opened.Journal!;
            var end = 0L;
            for (var i = 0; i < 16; i++)
            {
                end = (await journal[0].AppendAsync(9, new byte[30_000], CancellationToken.None)).EndPosition;
            }

            await journal[0].WaitForCommitAsync(end, CancellationToken.None);
            journal[0].TruncateBefore(end);
            var last = await journal[0].AppendAsync(9, new byte[10], CancellationToken.None);
            await journal[0].WaitForCommitAsync(last.EndPosition, CancellationToken.None);
            Assert.True(journal[0].BeginPosition > IJournalPartition.FirstPosition);
        }

        var (bench, fault) = await EngineBench.OpenAsync(_folder.Path, _time);

        Assert.Contains("no vehicle checkpoint of partition 0", fault, StringComparison.Ordinal);
        await bench.DisposeAsync();
    }

    /// <summary>The older of the checkpoints there are: one before it would not find its reports any more.</summary>
    private string OlderCheckpoint()
    {
        var path = Path.Combine(_folder.Path, CheckpointFile);
        return File.Exists(path + ".old") ? path + ".old" : path;
    }

    private static DeviceReport At(int seconds, double east, bool on, double kph = 0) => new()
    {
        Kind = ReportKind.Record,
        DeviceTimeMs = Start.AddSeconds(seconds).ToUnixTimeMilliseconds(),
        HasFix = true,
        Latitude = 0.1,
        Longitude = 10 + (east * 0.000009),
        SpeedKph = kph,
        Ignition = on,
    };

    /// <summary>The ids of all events, once one comes that is caused for the purpose.</summary>
    private async Task<IEnumerable<string>> AllAsync(EngineBench bench)
    {
        // An assignment is processed after all that was sent before it.
        _time.Advance(TimeSpan.FromSeconds(1));
        var driver = 1000 + _time.GetUtcNow().ToUnixTimeMilliseconds();
        await bench.Commands.AssignDriverAsync(
            ProcessorBench.Vehicle.Id, driver, Start.AddHours(10).AddSeconds(_calls++).ToUnixTimeMilliseconds(), CancellationToken.None);
        for (var count = 1; ; count++)
        {
            var events = await bench.EventsAsync(count);
            count = events.Count;
            if (events[^1].Data.TryGetProperty("driver_id", out var id) && id.ValueKind == System.Text.Json.JsonValueKind.Number
                && id.GetInt64() == driver)
            {
                return events.Select(e => e.Data.GetProperty("event_id").GetString()!);
            }
        }
    }

    private async Task<EngineBench> OpenAsync()
    {
        var (bench, fault) = await EngineBench.OpenAsync(_folder.Path, _time);
        Assert.Null(fault);
        return bench;
    }
}
