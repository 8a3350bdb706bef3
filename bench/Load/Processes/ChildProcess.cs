using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Gateway.Bench.Load.Processes;

/// <summary>A server beside the load program; ended by its id, at the latest with <see cref="DisposeAsync"/>.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How a line begins that tells what a process measured of itself: <c>Result name=value …</c>.</summary>
    public const string Result = "Result";

    private const string Ready = "Ready";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];

    private ChildProcess(Process process) => _process = process;

    /// <summary>What the process printed after <c>Ready</c>: <c>name=host:port</c>.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; private set; } = new Dictionary<string, string>();

    /// <summary>What it printed after <see cref="Result"/>; there once it has ended.</summary>
    public IReadOnlyDictionary<string, double> Results { get; private set; } = new Dictionary<string, double>();

    /// <summary>Processor time so far, all threads, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes, <c>VmRSS</c> of <c>/proc</c>.</summary>
    public long ResidentBytes => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..]
            .Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture) * 1024;

    /// <summary>Starts a .NET program and waits until it is ready.</summary>
    /// <param name="assembly">Its dll.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What it gets beside our own environment.</param>
    /// <param name="core">The one core that it may use; null for all.</param>
    public static async Task<ChildProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, int? core = null)
    {
        var start = new ProcessStartInfo(core is null ? Environment.ProcessPath! : "taskset")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet")
        {
            start.FileName = core is null ? "dotnet" : "taskset";
        }

        if (core is { } number)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        await child.BeginAsync();
        return child;
    }

    public IPEndPoint EndPoint(string name) => IPEndPoint.Parse(Addresses[name]);

    /// <summary>Waits for its own end.</summary>
    public async Task WaitForExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(timeout.Token);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"A peer ended with {_process.ExitCode}: {Errors()}");
        }
    }

    /// <summary>Takes all processor time from it, until <see cref="Continue"/>.</summary>
    public void Stop() => Signals.Send(_process.Id, Signals.Stop);

    public void Continue() => Signals.Send(_process.Id, Signals.Continue);

    /// <summary>Ends it as <c>kill -9</c> does, where it has not ended, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, Signals.Terminate);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
    }

    private async Task BeginAsync()
    {
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Ready, StringComparison.Ordinal) == true)
            {
                _ready.TrySetResult(line.Data);
            }
            else if (line.Data?.StartsWith(Result, StringComparison.Ordinal) == true)
            {
                Results = Pairs(line.Data[Result.Length..])
                    .ToDictionary(pair => pair[0], pair => double.Parse(pair[^1], CultureInfo.InvariantCulture));
            }
        };
        _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"A process did not start: {Errors()}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var line = await _ready.Task.WaitAsync(StartLimit);
        Addresses = Pairs(line[Ready.Length..]).ToDictionary(pair => pair[0], pair => pair[^1]);
    }

    private static IEnumerable<string[]> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2));

    private void KeepError(string? line)
    {
        const int Kept = 20;
        lock (_errors)
        {
            if (line is not null && _errors.Count < Kept)
            {
                _errors.Add(line);
            }
        }
    }

    private string Errors()
    {
        lock (_errors)
        {
            return string.Join(Environment.NewLine, _errors);
        }
    }
}
