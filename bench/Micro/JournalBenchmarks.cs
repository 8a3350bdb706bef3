using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Gateway.Dispatch.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Bench.Micro;

/// <summary>
/// Append and wait until it is on disk, 128 bytes a record, one partition; the unit is one record. Writers wait for
/// their own record before they append the next.
/// </summary>
public class JournalBenchmarks
{
    private const int Records = 2000;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"gateway-bench-journal-{Environment.ProcessId}");
    private readonly byte[] _payload = new byte[128];
    private ServiceProvider _services = null!;
    private IJournal _journal = null!;

    [Params(1, 100, 1000)]
    public int Writers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var opened = FasterJournal.OpenAsync(
            new JournalOptions { Folder = _folder, Name = "reports", PartitionCount = 1 },
            TimeProvider.System,
            NullLogger.Instance,
            _services.GetRequiredService<IMeterFactory>()).GetAwaiter().GetResult();
        _journal = opened.Journal ?? throw new InvalidOperationException(opened.Fault!.Message);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public async Task AppendAndCommit()
    {
        var writers = new Task[Writers];
        for (var i = 0; i < writers.Length; i++)
        {
            writers[i] = Task.Run(() => WriteAsync(Records / Writers));
        }

        await Task.WhenAll(writers);
    }

    private async Task WriteAsync(int records)
    {
        var partition = _journal[0];
        for (var i = 0; i < records; i++)
        {
            var appended = await partition.AppendAsync(1, _payload, CancellationToken.None);
            if (await partition.WaitForCommitAsync(appended.EndPosition, CancellationToken.None) != CommitOutcome.Committed)
            {
                throw new InvalidOperationException("Not committed.");
            }
        }
    }
}
