using System.Globalization;
using DeviceSimulator.Fleet;
using Spectre.Console;

namespace DeviceSimulator;

/// <summary>
/// What people see while the fleet runs: a live table on a terminal, a plain line every few seconds elsewhere.
/// </summary>
internal sealed class ProgressDisplay(DeviceFleet fleet, FleetOptions options, TextWriter errors, TimeProvider timeProvider)
{
    private static readonly TimeSpan LiveRefresh = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Shows the counters until the run ends, however it ends.</summary>
    public async Task ShowUntilAsync(Task run)
    {
        if (Console.IsErrorRedirected)
        {
            await RefreshAsync(run, LineEvery, (counters, rate) => errors.WriteLine(Line(counters, rate)));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        var table = new Table().Border(TableBorder.Rounded).Title($"{options.Vehicles} vehicles to {options.TargetText}");
        table.AddColumns("connected", "frames/s", "records", "acknowledged", "waiting", "resent", "reconnects", "refused");
        await console.Live(table).StartAsync(live => RefreshAsync(run, LiveRefresh, (counters, rate) =>
        {
            table.Rows.Clear();
            table.AddRow(
                Number(counters.Connected), Number(rate), Number(counters.Records), Number(counters.Acknowledged),
                Number(counters.Buffered), Number(counters.Resent), Number(counters.Reconnects), Number(counters.Refused));
            live.Refresh();
        }));
    }

    private static string Line(FleetCounters counters, double framesPerSecond) =>
        $"{Number(counters.Connected)} connected, {Number(framesPerSecond)} frames/s, "
        + $"{Number(counters.Acknowledged)} of {Number(counters.Records)} records acknowledged, "
        + $"{Number(counters.Resent)} resent, {Number(counters.Reconnects)} reconnects, {Number(counters.Refused)} refused";

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private async Task RefreshAsync(Task run, TimeSpan every, Action<FleetCounters, double> show)
    {
        var lastFrames = 0L;
        var last = timeProvider.GetTimestamp();
        using var timer = new PeriodicTimer(every, timeProvider);
        while (await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask()) != run)
        {
            var counters = fleet.Counters;
            var seconds = timeProvider.GetElapsedTime(last).TotalSeconds;
            last = timeProvider.GetTimestamp();
            show(counters, (counters.Frames - lastFrames) / seconds);
            lastFrames = counters.Frames;
        }
    }
}
