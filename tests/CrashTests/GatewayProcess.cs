using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.Testing;

namespace Gateway.CrashTests;

/// <summary>The built gateway as a child process, as a user would run it.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private GatewayProcess(Process process) => _process = process;

    public Uri Http { get; private set; } = null!;

    /// <summary>What it wrote to standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public static async Task<GatewayProcess> StartAsync(
        string dataFolder, int devicePort, IReadOnlyDictionary<string, string> environment)
    {
        // The same configuration as the tests were built in; the reference makes sure that it is built.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(ProjectRoot.Path, "artifacts", "bin", "Gateway", configuration, "Gateway.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                program,
                "serve",
                "--data",
                dataFolder,
                "--device",
                string.Create(CultureInfo.InvariantCulture, $"teltonika=127.0.0.1:{devicePort}"),
                "--http",
                "127.0.0.1:0",
                "--allow-receivers",
                "127.0.0.0/8",
                "--unknown-devices",
                "register",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var gateway = new GatewayProcess(Process.Start(start)!);
        await gateway.WaitUntilReadyAsync();
        return gateway;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Ready ", StringComparison.Ordinal))
            {
                var http = line.Split(' ').Single(part => part.StartsWith("http=", StringComparison.Ordinal));
                Http = new Uri($"http://{http["http=".Length..]}");
                return;
            }
        }

        await _process.WaitForExitAsync();
        throw new InvalidOperationException($"The gateway ended with {_process.ExitCode}: {Errors}");
    }
}
