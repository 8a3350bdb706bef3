using System.Net;
using DeviceSimulator.Fleet;
using DeviceSimulator.Fleet.Devices;
using DeviceSimulator.Fleet.Wire;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Devices;

public sealed class RouteOutboxTests
{
    private static readonly IPEndPoint Target = new(IPAddress.Loopback, 1);

    [Fact]
    public void A_batch_stays_the_same_bytes_while_the_memory_grows_and_wraps()
    {
        var outbox = Create(recordsPerFrame: 3, bufferedRecords: 64);
        var seen = new List<long>();
        for (var round = 0; round < 40; round++)
        {
            outbox.Record(3, 0);
            outbox.Batch = 3;
            var first = Encode(outbox);
            if (outbox.Free >= 3 && round % 4 == 0)
            {
                outbox.Record(3, 0);
            }

            Assert.Equal(first, Encode(outbox));
            var told = Enumerable.Range(0, 3).Select(i => outbox.Describe(i).TimestampMs).ToArray();
            Assert.Equal(told, AvlFrame.Parse(first).Records.Select(record => record.Time));
            seen.AddRange(told);
            outbox.ForgetBatch();
        }

        Assert.Equal(30, outbox.Pending);
        Assert.Equal(34, outbox.Free);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => 1_000_000L + (i * 1000)), seen);
    }

    private static byte[] Encode(RouteOutbox outbox)
    {
        var bytes = new byte[4096];
        return bytes[..outbox.Encode(outbox.Batch, bytes)];
    }

    private static RouteOutbox Create(int recordsPerFrame, int bufferedRecords)
    {
        var options = new FleetOptions
        {
            Target = Target,
            RecordsPerFrame = recordsPerFrame,
            BufferedRecords = bufferedRecords,
            Step = TimeSpan.FromSeconds(1),
            StartTime = DateTimeOffset.FromUnixTimeMilliseconds(1_000_000),
        };
        var context = new FleetContext(options, Target, new TeltonikaEncoder(TeltonikaCodec.Codec8), null, TimeProvider.System);
        return new RouteOutbox(context, new DeviceRecord[recordsPerFrame], 0);
    }
}
