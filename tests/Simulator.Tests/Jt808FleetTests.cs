using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DeviceSimulator.Fleet;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Simulator.Tests;

public sealed class Jt808FleetTests
{
    [Fact]
    public async Task Every_record_is_acknowledged_and_heartbeats_are_answered_in_between()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(16);
        var ids = new ConcurrentDictionary<string, int>();
        var serving = ServeAsync(listener, ids, TestContext.Current.CancellationToken);
        var options = new FleetOptions
        {
            Target = (IPEndPoint)listener.LocalEndPoint!,
            Protocol = "jt808",
            Vehicles = 3,
            Interval = TimeSpan.FromSeconds(10),
            Heartbeat = TimeSpan.FromMilliseconds(500),
            RecordsPerFrame = 4,
            RecordsPerVehicle = 10,
        };
        var time = new FakeTimeProvider();
        var fleet = new DeviceFleet(options, timeProvider: time);
        var run = fleet.RunAsync(TestContext.Current.CancellationToken);

        // Each has one frame to send by then; when that is acknowledged, it is idle until the interval is over.
        time.Advance(options.Interval * 0.9);
        await Eventually.TrueAsync(() => fleet.Counters.Acknowledged == 12, "a frame of each");
        time.Advance(options.Heartbeat);
        await Eventually.TrueAsync(() => fleet.Counters.Heartbeats == 3, "a heartbeat of each");
        time.Advance(options.Interval * 3);
        var report = await run.WaitAsync(Eventually.Limit);
        listener.Close();
        await serving;

        Assert.Equal((30, 30, 0, 0), (report.Records, report.Acknowledged, report.Buffered, report.Resent));
        Assert.Equal((3, 0, 0), (report.Connections, report.Reconnects, report.Refused));
        Assert.Equal(3, report.Heartbeats);
        Assert.Equal(Enumerable.Range(0, 3).Select(options.ImeiOf), ids.Keys.Order());
        Assert.All(ids.Values, frames => Assert.Equal(3, frames));
    }

    [Fact]
    public void Frames_hold_14_records_and_are_not_pre_encoded()
    {
        var options = new FleetOptions { Target = new IPEndPoint(IPAddress.Loopback, 1), Protocol = "jt808", RecordsPerFrame = 14 };
        Assert.Empty(options.Faults());
        Assert.Contains("14", (options with { RecordsPerFrame = 15 }).Faults().Single(), StringComparison.Ordinal);
        Assert.Contains("pre-encoded", (options with { FlatOut = true, PreEncoded = true }).Faults().Single(), StringComparison.Ordinal);
        Assert.Contains("protocol", (options with { Protocol = "nonsense" }).Faults().Single(), StringComparison.Ordinal);
    }

    private static async Task ServeAsync(Socket listener, ConcurrentDictionary<string, int> ids, CancellationToken cancellation)
    {
        var connections = new List<Task>();
        while (true)
        {
            try
            {
                connections.Add(AnswerAsync(await listener.AcceptAsync(cancellation), ids, cancellation));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    private static async Task AnswerAsync(Socket socket, ConcurrentDictionary<string, int> ids, CancellationToken cancellation)
    {
        using var connection = socket;
        var pending = new List<byte>();
        var buffer = new byte[4096];
        int received;
        while ((received = await connection.ReceiveAsync(buffer, cancellation)) > 0)
        {
            pending.AddRange(buffer.AsSpan(0, received));
            for (var end = pending.IndexOf(0x7E, 1); end > 0; end = pending.Count > 1 ? pending.IndexOf(0x7E, 1) : -1)
            {
                var message = Unescape(pending[1..end]);
                pending.RemoveRange(0, end + 1);
                Assert.Equal(0, message.Aggregate(0, (check, value) => check ^ value));
                var isData = message[0] is 2 or 7;
                ids.AddOrUpdate(
                    Convert.ToHexString(message, 5, 10).TrimStart('0'), isData ? 1 : 0, (_, count) => count + (isData ? 1 : 0));
                byte[] answer = [0x80, 1, 0x40, 5, 1, .. message[5..15], 0, 0, message[15], message[16], message[0], message[1], 0];
                await connection.SendAsync(Wrap(answer), cancellation);
            }
        }
    }

    private static byte[] Unescape(List<byte> bytes)
    {
        var message = new List<byte>();
        for (var i = 0; i < bytes.Count; i++)
        {
            message.Add(bytes[i] == 0x7D ? (byte)(0x7C + bytes[++i]) : bytes[i]);
        }

        return [.. message];
    }

    private static byte[] Wrap(byte[] message)
    {
        var escaped = message.Append(message.Aggregate((byte)0, (check, value) => (byte)(check ^ value)))
            .SelectMany(value => value is 0x7D or 0x7E ? new byte[] { 0x7D, (byte)(value - 0x7C) } : [value]);
        return [0x7E, .. escaped, 0x7E];
    }
}
