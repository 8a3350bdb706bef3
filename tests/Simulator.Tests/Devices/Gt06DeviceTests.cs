using DeviceSimulator.Fleet;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Devices;

public sealed class Gt06DeviceTests
{
    private static readonly byte[] LoginAnswer = Convert.FromHexString("787805010001d9dc0d0a");
    private static readonly byte[] HeartbeatAnswer = Convert.FromHexString("787805130000f8780d0a");
    private static readonly byte[] Acknowledgement = Convert.FromHexString("78780522000750b50d0a");

    [Fact]
    public async Task A_record_is_forgotten_when_its_location_was_answered()
    {
        using var server = new ScriptedServer();
        var run = Fleet(server, TimeSpan.FromMinutes(1), records: 2, TimeSpan.FromMilliseconds(1)).RunAsync(server.Limit);
        using (var connection = await server.AcceptAsync())
        {
            Assert.Equal("78780d010350000000000000", Convert.ToHexStringLower(await connection.ReadAsync(18))[..24]);
            await connection.SendAsync(LoginAnswer);

            // Answers come in pieces, and that to a heartbeat at any time.
            var first = await ReadFrameAsync(connection);
            await connection.SendAsync(HeartbeatAnswer);
            await connection.SendAsync(Acknowledgement[..3]);
            await connection.SendAsync(Acknowledgement[3..]);
            var second = await ReadFrameAsync(connection);
            Assert.Equal((0x22, 0, 0x22, 1), (first[3], first[^5], second[3], second[^5]));
            await connection.SendAsync(Acknowledgement);
            await connection.AssertClosedByDeviceAsync();
        }

        var report = await run;
        Assert.Equal((2, 2, 2, 0), (report.Frames, report.Records, report.Acknowledged, report.Buffered));
        Assert.Equal((0, 1), (report.Resent, report.Connections));
    }

    [Fact]
    public async Task Without_an_answer_it_is_sent_again_as_the_same_bytes()
    {
        using var server = new ScriptedServer();
        var run = Fleet(server, TimeSpan.FromMinutes(1), records: 1, TimeSpan.FromMilliseconds(1)).RunAsync(server.Limit);
        byte[] lost;
        using (var connection = await server.AcceptAsync())
        {
            await connection.ReadAsync(18);
            await connection.SendAsync(LoginAnswer);
            lost = await ReadFrameAsync(connection);
        }

        using (var connection = await server.AcceptAsync())
        {
            await connection.ReadAsync(18);
            await connection.SendAsync(LoginAnswer);
            Assert.Equal(lost, await ReadFrameAsync(connection));
            await connection.SendAsync(Acknowledgement);
            await connection.AssertClosedByDeviceAsync();
        }

        var report = await run;
        Assert.Equal((2, 1, 1, 1), (report.Frames, report.Records, report.Acknowledged, report.Resent));
    }

    [Fact]
    public async Task An_idle_device_sends_its_status()
    {
        using var server = new ScriptedServer();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(server.Limit);
        var run = Fleet(server, TimeSpan.FromMilliseconds(20), records: 2, TimeSpan.FromHours(1)).RunAsync(end.Token);
        using var connection = await server.AcceptAsync();
        await connection.ReadAsync(18);
        await connection.SendAsync(LoginAnswer);
        Assert.Equal(0x22, (await ReadFrameAsync(connection))[3]);
        await connection.SendAsync(Acknowledgement);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0x13, (await ReadFrameAsync(connection))[3]);
            await connection.SendAsync(HeartbeatAnswer);
        }

        await end.CancelAsync();
        var report = await run;
        Assert.True(report.Heartbeats >= 3);
        Assert.Equal((1, 0), (report.Connections, report.Resent));
    }

    [Fact]
    public void A_frame_has_one_record() => Assert.Contains(
        new FleetOptions { Target = new System.Net.IPEndPoint(1, 1), Protocol = "gt06", RecordsPerFrame = 2 }.Faults(),
        fault => fault.StartsWith("records-per-frame", StringComparison.Ordinal));

    [Fact]
    public void An_unknown_protocol_is_a_fault() => Assert.Contains(
        new FleetOptions { Target = new System.Net.IPEndPoint(1, 1), Protocol = "gt6" }.Faults(),
        fault => fault.StartsWith("protocol", StringComparison.Ordinal));

    private static DeviceFleet Fleet(ScriptedServer server, TimeSpan heartbeat, long records, TimeSpan interval) =>
        new(new FleetOptions
        {
            Target = server.EndPoint,
            Protocol = "gt06",
            Interval = interval,
            RecordsPerVehicle = records,
            Heartbeat = heartbeat,
            BackoffInitial = TimeSpan.FromMilliseconds(1),
            BackoffMax = TimeSpan.FromMilliseconds(10),
            DrainTimeout = TimeSpan.Zero,
        });

    private static async Task<byte[]> ReadFrameAsync(ScriptedConnection connection)
    {
        var head = await connection.ReadAsync(3);
        return [.. head, .. await connection.ReadAsync(head[2] + 2)];
    }
}
