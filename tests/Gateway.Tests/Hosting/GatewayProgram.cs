using System.Diagnostics;
using System.Globalization;
using Gateway.Testing;

namespace Gateway.Tests.Hosting;

/// <summary>The built program as a child process.</summary>
internal sealed class GatewayProgram : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private GatewayProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static GatewayProgram Start(
        string workingFolder, IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> arguments)
    {
        // The same configuration as the tests were built in.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(ProjectRoot.Path, "artifacts", "bin", "Gateway", configuration, "Gateway.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new GatewayProgram(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string workingFolder, params IEnumerable<string> arguments)
    {
        await using var program = Start(workingFolder, null, arguments);
        return await program.EndAsync();
    }

    /// <summary>The next line on standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Hang);

    public Task TerminateAsync() => SignalAsync("-TERM");

    /// <summary>As Ctrl-C does.</summary>
    public Task InterruptAsync() => SignalAsync("-INT");

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Hang);
        await _process.WaitForExitAsync().WaitAsync(Hang);
        return (_process.ExitCode, output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
