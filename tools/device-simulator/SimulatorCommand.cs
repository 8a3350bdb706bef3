using System.CommandLine;
using DeviceSimulator.Fleet;

namespace DeviceSimulator;

/// <summary>The command line: options in, one line of JSON on stdout, everything for people on stderr.</summary>
public static class SimulatorCommand
{
    private const int Done = 0;
    private const int Unreachable = 1;
    private const int WrongUsage = 2;

    /// <summary>Exit code 0 done, 1 the target could not be reached in the whole run, 2 wrong usage.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, TimeProvider timeProvider)
    {
        var options = new SimulatorOptions();
        var command = options.Build();
        command.SetAction((parsed, cancellation) => SimulateAsync(
            options.Read(parsed), parsed.GetValue(options.Quiet), output, errors, timeProvider, cancellation));

        var result = command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await errors.WriteLineAsync(error.Message);
            }

            return WrongUsage;
        }

        return await result.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            // On Ctrl-C and SIGTERM the fleet still waits for its last acknowledgements.
            ProcessTerminationTimeout = TimeSpan.FromHours(1),
        });
    }

    private static async Task<int> SimulateAsync(
        FleetOptions options,
        bool quiet,
        TextWriter output,
        TextWriter errors,
        TimeProvider timeProvider,
        CancellationToken cancellation)
    {
        var faults = options.Faults();
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                await errors.WriteLineAsync("--" + fault);
            }

            return WrongUsage;
        }

        var fleet = new DeviceFleet(options, timeProvider: timeProvider);
        var run = fleet.RunAsync(cancellation);
        if (!quiet)
        {
            await new ProgressDisplay(fleet, options, errors, timeProvider).ShowUntilAsync(run);
        }

        var report = await run;
        await output.WriteLineAsync(report.ToJson());
        if (report.Unreachable)
        {
            await errors.WriteLineAsync($"{options.TargetText}: no connection in the whole run. {report.LastError}");
            return Unreachable;
        }

        return Done;
    }
}
