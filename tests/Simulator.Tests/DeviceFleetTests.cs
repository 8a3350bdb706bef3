using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DeviceSimulator.Fleet;
using DeviceSimulator.Fleet.Wire;
using Gateway.Simulator.Tests.Support;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;
using static Gateway.Simulator.Tests.Support.TestFleets;

namespace Gateway.Simulator.Tests;

public sealed class DeviceFleetTests
{
    [Theory]
    [InlineData(TeltonikaCodec.Codec8, false)]
    [InlineData(TeltonikaCodec.Codec8Extended, false)]
    [InlineData(TeltonikaCodec.Codec16, false)]
    [InlineData(TeltonikaCodec.Codec8, true)]
    [InlineData(TeltonikaCodec.Codec8Extended, true)]
    public async Task Every_record_arrives_once_in_order_and_is_reported(TeltonikaCodec codec, bool preEncoded)
    {
        var observer = new RecordingObserver();
        var frames = new ConcurrentDictionary<string, ConcurrentQueue<byte[]>>();
        var (report, options) = await RunServedAsync(
            target => FlatOut(target) with
            {
                Vehicles = 7,
                RecordsPerVehicle = preEncoded ? 6 : 7,
                RecordsPerFrame = 3,
                Codec = codec,
                PreEncoded = preEncoded,
                EventLoops = 2,
            },
            frames,
            observer);

        var total = 7 * options.RecordsPerVehicle!.Value;
        Assert.Equal(7, report.Connections);
        Assert.Equal(preEncoded ? 14 : 21, report.Frames);
        Assert.Equal((total, total, 0, 0), (report.Records, report.Acknowledged, report.Resent, report.Buffered));
        Assert.Equal((0, 0, 0), (report.Reconnects, report.Refused, report.Heartbeats));
        Assert.NotNull(report.AckLatencyMs.P99);
        Assert.Equal(Enumerable.Range(0, 7).Select(options.ImeiOf).Order(), frames.Keys.Order());
        for (var vehicle = 0; vehicle < 7; vehicle++)
        {
            var received = frames[options.ImeiOf(vehicle)].SelectMany(frame => AvlFrame.Parse(frame).Records).ToArray();
            var told = observer.Acknowledged.Values.Where(record => record.VehicleIndex == vehicle).OrderBy(record => record.Key).ToArray();
            Assert.Equal(options.RecordsPerVehicle.Value, received.Length);
            Assert.Equal(received.Select(record => record.Time).Distinct().Order(), received.Select(record => record.Time));
            Assert.Equal(
                received.Select(record => (record.Time, record.Latitude / 1e7, record.Longitude / 1e7, record.Elements[239].Value == 1)),
                told.Select(record => (record.TimestampMs, record.Latitude, record.Longitude, record.Ignition)));
            Assert.All(told, record => Assert.Equal(options.ImeiOf(vehicle), $"{record.Imei}"));
        }

        Assert.Equal(observer.Created.OrderBy(pair => pair.Key), observer.Acknowledged.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task A_wrong_count_brings_the_same_frame_again_on_a_new_connection()
    {
        using var server = new ScriptedServer();
        var observer = new RecordingObserver();
        var run = Run(FlatOut(server.EndPoint) with { RecordsPerVehicle = 4, RecordsPerFrame = 2 }, server, observer);

        byte[] frame;
        using (var first = await server.AcceptAsync())
        {
            await first.AcceptLoginAsync();
            frame = await first.ReadFrameAsync();
            await first.SendAsync(0, 0, 0, 1);
            await first.AssertClosedByDeviceAsync();
        }

        Assert.Empty(observer.Acknowledged);
        using var second = await server.AcceptAsync();
        await second.AcceptLoginAsync();
        Assert.Equal(frame, await second.ReadFrameAsync());
        await second.AcknowledgeAsync(frame);
        var next = await second.ReadFrameAsync();
        Assert.NotEqual(frame, next);
        await second.AcknowledgeAsync(next);

        var report = await run;
        Assert.Equal((2, 3, 4, 4), (report.Connections, report.Frames, report.Records, report.Acknowledged));
        Assert.Equal((2, 1), (report.Resent, report.Reconnects));
        Assert.Equal(["connected 0", "disconnected 0", "connected 0", "disconnected 0"], observer.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_dies_in_the_middle_of_a_frame_gets_it_again(bool preEncoded)
    {
        using var server = new ScriptedServer();
        var options = FlatOut(server.EndPoint) with { RecordsPerVehicle = 255, RecordsPerFrame = 255, PreEncoded = preEncoded };
        var run = Run(options, server);

        var starts = new List<byte[]>();
        for (var i = 0; i < 3; i++)
        {
            var connection = await server.AcceptAsync();
            await connection.AcceptLoginAsync();
            starts.Add(await connection.ReadAsync(1000));
            connection.Abort();
        }

        using var last = await server.AcceptAsync();
        await last.AcceptLoginAsync();
        var frame = await last.ReadFrameAsync();
        Assert.All(starts, start => Assert.Equal(frame[..1000], start));
        Assert.Equal(255, AvlFrame.Parse(frame).Records.Count);
        await last.AcknowledgeAsync(frame);

        var report = await run;
        Assert.Equal((4, 255, 255), (report.Frames, report.Records, report.Acknowledged));
        Assert.Equal((3 * 255, 3), (report.Resent, report.Reconnects));
    }

    [Fact]
    public async Task A_lost_acknowledgement_brings_the_frame_again()
    {
        using var server = new ScriptedServer();
        var time = new FakeTimeProvider();
        var options = FlatOut(server.EndPoint) with { RecordsPerVehicle = 1, AckTimeout = TimeSpan.FromHours(1) };
        var run = Run(options, server, time: time);

        using var first = await ComingAsync(server, time);
        await first.AcceptLoginAsync();
        var frame = await first.ReadFrameAsync();
        await first.SendAsync(0, 0);
        time.Advance(options.AckTimeout);
        await first.AssertClosedByDeviceAsync();

        using var second = await ComingAsync(server, time);
        await second.AcceptLoginAsync();
        Assert.Equal(frame, await second.ReadFrameAsync());
        await second.AcknowledgeAsync(frame);
        var report = await run;
        Assert.Equal((1, 1), (report.Acknowledged, report.Resent));
    }

    [Fact]
    public async Task An_answer_in_single_bytes_is_understood()
    {
        using var server = new ScriptedServer();
        var run = Run(FlatOut(server.EndPoint) with { RecordsPerVehicle = 50 }, server);
        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        while (await connection.TryReadFrameAsync() is { } frame)
        {
            foreach (var value in new byte[] { 0, 0, 0, frame[9] })
            {
                await connection.SendAsync(value);
            }
        }

        var report = await run;
        Assert.Equal((50, 0), (report.Acknowledged, report.Reconnects));
    }

    [Fact]
    public async Task A_refused_device_comes_back_later()
    {
        using var server = new ScriptedServer();
        var observer = new RecordingObserver();
        var run = Run(FlatOut(server.EndPoint) with { RecordsPerVehicle = 1 }, server, observer);
        for (var i = 0; i < 2; i++)
        {
            using var refused = await server.AcceptAsync();
            await refused.ReadLoginAsync();
            await refused.SendAsync(0);
            await refused.AssertClosedByDeviceAsync();
        }

        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        await connection.AcknowledgeAsync(await connection.ReadFrameAsync());
        var report = await run;
        Assert.Equal((2, 3, 2, 1), (report.Refused, report.Connections, report.Reconnects, report.Acknowledged));
        Assert.Equal(
            ["refused 0", "disconnected 0", "refused 0", "disconnected 0", "connected 0", "disconnected 0"], observer.Events);
    }

    [Theory]
    [InlineData(new byte[] { 7 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 9, 9 })]
    public async Task Senseless_answers_end_the_connection(byte[] answer)
    {
        using var server = new ScriptedServer();
        var run = Run(FlatOut(server.EndPoint) with { RecordsPerVehicle = 1 }, server);
        using (var first = await server.AcceptAsync())
        {
            await first.ReadLoginAsync();
            await first.SendAsync(answer);
            while (await ReadAnyAsync(first))
            {
            }
        }

        using var second = await server.AcceptAsync();
        await second.AcceptLoginAsync();
        await second.AcknowledgeAsync(await second.ReadFrameAsync());
        Assert.Equal(1, (await run).Acknowledged);
    }

    [Fact]
    public async Task An_idle_device_pings()
    {
        using var server = new ScriptedServer();
        using var stop = new CancellationTokenSource();
        var options = FlatOut(server.EndPoint) with
        {
            FlatOut = false,
            Interval = TimeSpan.FromHours(1),
            Heartbeat = TimeSpan.FromMilliseconds(20),
        };
        var run = new DeviceFleet(options).RunAsync(stop.Token);
        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        await connection.AcknowledgeAsync(await connection.ReadFrameAsync());
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0xFF, await connection.ReadByteAsync());
        }

        await stop.CancelAsync();
        var report = await run.WaitAsync(server.Limit);
        Assert.True(report.Heartbeats >= 3);
        Assert.Equal((1, 1), (report.Frames, report.Acknowledged));
    }

    [Fact]
    public async Task Records_pile_up_while_the_server_is_away_and_all_arrive_afterwards()
    {
        using var server = new ScriptedServer();
        var observer = new RecordingObserver();
        var options = FlatOut(server.EndPoint) with
        {
            FlatOut = false,
            Interval = TimeSpan.FromMilliseconds(5),
            RecordsPerVehicle = 40,
            RecordsPerFrame = 2,
            BufferedRecords = 11,
        };
        var run = Run(options, server, observer);
        using (var first = await server.AcceptAsync())
        {
            await first.ReadLoginAsync();
            while (observer.Created.Count < 11)
            {
                await Task.Yield();
                server.Limit.ThrowIfCancellationRequested();
            }
        }

        using var second = await server.AcceptAsync();
        await second.AcceptLoginAsync();
        var times = new List<long>();
        while (await second.TryReadFrameAsync() is { } frame)
        {
            times.AddRange(AvlFrame.Parse(frame).Records.Select(record => record.Time));
            await second.AcknowledgeAsync(frame);
        }

        var report = await run;
        Assert.Equal((40, 0), (report.Acknowledged, report.Buffered));
        Assert.Equal(observer.Created.OrderBy(pair => pair.Key).Select(pair => pair.Value.TimestampMs), times);
    }

    [Fact]
    public async Task With_a_start_time_two_runs_send_the_same_bytes()
    {
        async Task<string[]> OnceAsync()
        {
            var frames = new ConcurrentDictionary<string, ConcurrentQueue<byte[]>>();
            await RunServedAsync(
                target => FlatOut(target) with
                {
                    Vehicles = 5,
                    RecordsPerVehicle = 30,
                    RecordsPerFrame = 4,
                    Seed = 42,
                    StartTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                },
                frames);
            return frames.OrderBy(pair => pair.Key).Select(pair => pair.Key + string.Concat(pair.Value.Select(Convert.ToHexString))).ToArray();
        }

        Assert.Equal(await OnceAsync(), await OnceAsync());
    }

    private static Task<FleetReport> Run(
        FleetOptions options, ScriptedServer server, IFleetObserver? observer = null, TimeProvider? time = null) =>
        new DeviceFleet(options, observer, time).RunAsync(CancellationToken.None).WaitAsync(server.Limit);

    private static async Task<(FleetReport Report, FleetOptions Options)> RunServedAsync(
        Func<IPEndPoint, FleetOptions> options,
        ConcurrentDictionary<string, ConcurrentQueue<byte[]>> frames,
        IFleetObserver? observer = null)
    {
        Task serving;
        FleetReport report;
        FleetOptions chosen;
        using (var server = new ScriptedServer())
        {
            serving = server.ServeAsync((imei, frame) => frames.GetOrAdd(imei, _ => []).Enqueue(frame));
            chosen = options(server.EndPoint);
            report = await Run(chosen, server, observer);
        }

        await serving;
        return (report, chosen);
    }

    /// <summary>Lets the fleet's time pass until a device connects: its wait before that, and nothing else, needs some.</summary>
    private static async Task<ScriptedConnection> ComingAsync(ScriptedServer server, FakeTimeProvider time)
    {
        var coming = server.AcceptAsync();
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                return coming.IsCompleted;
            },
            "a connection");
        return await coming;
    }

    private static async Task<bool> ReadAnyAsync(ScriptedConnection connection)
    {
        try
        {
            await connection.ReadByteAsync();
            return true;
        }
        catch (Exception exception) when (exception is EndOfStreamException or SocketException)
        {
            return false;
        }
    }
}
