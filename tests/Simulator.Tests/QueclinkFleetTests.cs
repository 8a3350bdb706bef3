using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeviceSimulator.Fleet;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Simulator.Tests;

public sealed class QueclinkFleetTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_is_acknowledged_or_unconfirmed_as_the_devices_are_set(bool sack)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(16);
        var reports = new ConcurrentBag<string>();
        var serving = ServeAsync(listener, sack, reports, TestContext.Current.CancellationToken);
        var options = new FleetOptions
        {
            Target = (IPEndPoint)listener.LocalEndPoint!,
            Protocol = "queclink",
            Sack = sack,
            Vehicles = 3,
            Interval = TimeSpan.FromSeconds(10),
            Step = TimeSpan.FromSeconds(1),
            Heartbeat = TimeSpan.FromMilliseconds(500),
            RecordsPerVehicle = 6,
        };
        Assert.Empty(options.Faults());
        var time = new FakeTimeProvider();
        var fleet = new DeviceFleet(options, timeProvider: time);
        var run = fleet.RunAsync(TestContext.Current.CancellationToken);

        // Each has one report to send by then; after that it is idle until the interval is over.
        time.Advance(options.Interval * 0.9);
        await Eventually.TrueAsync(() => fleet.Counters.Acknowledged + fleet.Counters.Unconfirmed == 3, "a report of each");
        time.Advance(options.Heartbeat);
        await Eventually.TrueAsync(() => fleet.Counters.Heartbeats == 3, "a heartbeat of each");
        time.Advance(options.Interval * 6);
        var report = await run.WaitAsync(Eventually.Limit);
        await serving;

        Assert.Equal((18, sack ? 18 : 0, sack ? 0 : 18), (report.Records, report.Acknowledged, report.Unconfirmed));
        Assert.Equal((0, 0, 3, 0), (report.Buffered, report.Resent, report.Connections, report.Reconnects));
        Assert.Equal(3, report.Heartbeats);
        Assert.Equal(18, reports.Distinct().Count());
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(6, reports.Count(text => text.Contains(options.ImeiOf(i), StringComparison.Ordinal))));
    }

    [Fact]
    public void Without_acknowledgements_there_is_no_pace_to_keep()
    {
        var options = new FleetOptions { Target = new IPEndPoint(IPAddress.Loopback, 1), Protocol = "queclink", FlatOut = true };
        Assert.Contains("flat-out", options.Faults().Single(), StringComparison.Ordinal);
        Assert.Empty((options with { Sack = true }).Faults());
        Assert.Contains("records-per-frame", (options with { Sack = true, RecordsPerFrame = 2 }).Faults().Single(), StringComparison.Ordinal);
    }

    /// <summary>Takes three connections and answers until they end.</summary>
    private static async Task ServeAsync(Socket listener, bool sack, ConcurrentBag<string> reports, CancellationToken cancellation)
    {
        var connections = new List<Task>();
        for (var i = 0; i < 3; i++)
        {
            connections.Add(AnswerAsync(await listener.AcceptAsync(cancellation), sack, reports, cancellation));
        }

        await Task.WhenAll(connections);
    }

    private static async Task AnswerAsync(Socket socket, bool sack, ConcurrentBag<string> reports, CancellationToken cancellation)
    {
        using var connection = socket;
        var pending = "";
        var buffer = new byte[4096];
        int received;
        while ((received = await ReceiveAsync(connection, buffer, cancellation)) > 0)
        {
            pending += Encoding.ASCII.GetString(buffer, 0, received);
            for (var end = pending.IndexOf('$', StringComparison.Ordinal); end >= 0; end = pending.IndexOf('$', StringComparison.Ordinal))
            {
                var text = pending[..end];
                pending = pending[(end + 1)..];
                var isHeartbeat = text.StartsWith("+ACK:GTHBD,", StringComparison.Ordinal);
                var count = text[(text.LastIndexOf(',') + 1)..];
                if (isHeartbeat || sack)
                {
                    var answer = isHeartbeat ? $"+SACK:GTHBD,060800,{count}$" : $"+SACK:{count}$";
                    await SendAsync(connection, answer, cancellation);
                }

                if (!isHeartbeat)
                {
                    reports.Add(text);
                }
            }
        }

        Assert.Equal("", pending);
    }

    private static async Task SendAsync(Socket connection, string answer, CancellationToken cancellation)
    {
        try
        {
            await connection.SendAsync(Encoding.ASCII.GetBytes(answer), cancellation);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // The device is gone; what it sent before is still to be read.
        }
    }

    /// <summary>A device may leave with an answer unread, which ends the connection by a reset.</summary>
    private static async Task<int> ReceiveAsync(Socket connection, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await connection.ReceiveAsync(buffer, cancellation);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}
