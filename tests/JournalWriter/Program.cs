using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using Gateway.Dispatch.Journal;
using Gateway.JournalWriter;
using Microsoft.Extensions.Logging.Abstractions;

// A process for the journal's tests to kill: appends numbered records and prints each number once it is on disk.
// Arguments: folder, number to start from, number to stop before (0: never).
using var meters = new PlainMeterFactory();
var options = new JournalOptions
{
    Folder = args[0],
    Name = "reports",
    PartitionCount = 1,
    PageBytes = 1 << 16,
    MemoryBytes = 1 << 19,
    SegmentBytes = 1 << 18,
    MaxPayloadBytes = 32 << 10,
    MinFreeBytes = 1 << 20,
};
var result = await FasterJournal.OpenAsync(options, TimeProvider.System, NullLogger.Instance, meters);
if (!result.IsOpen)
{
    Console.Error.WriteLine($"{result.Fault.Kind}: {result.Fault.Message}");
    return 1;
}

await using var journal = result.Journal;
var end = long.Parse(args[2]);
var next = long.Parse(args[1]);
var numbers = new Lock();
Console.WriteLine("open");
await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(WriteAsync)));
return 0;

async Task WriteAsync()
{
    var payload = new byte[700];
    while (true)
    {
        AppendResult appended;
        long number;
        lock (numbers)
        {
            number = next++;
            if (end != 0 && number >= end)
            {
                return;
            }

            BinaryPrimitives.WriteInt64LittleEndian(payload, number);
            if (!journal[0].TryAppend(1, payload, out appended))
            {
                continue;
            }
        }

        if (await journal[0].WaitForCommitAsync(appended.EndPosition, CancellationToken.None) != CommitOutcome.Committed)
        {
            return;
        }

        lock (numbers)
        {
            Console.WriteLine(number);
        }
    }
}

namespace Gateway.JournalWriter
{
    internal sealed class PlainMeterFactory : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
