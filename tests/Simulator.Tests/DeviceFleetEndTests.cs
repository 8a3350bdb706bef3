using System.Net;
using System.Net.Sockets;
using DeviceSimulator.Fleet;
using Gateway.Simulator.Tests.Support;
using Gateway.Testing;
using Microsoft.Extensions.Time.Testing;
using static Gateway.Simulator.Tests.Support.TestFleets;

namespace Gateway.Simulator.Tests;

/// <summary>How a run ends, in good order or not.</summary>
public sealed class DeviceFleetEndTests
{
    [Fact]
    public async Task Stopping_waits_for_the_acknowledgement_on_its_way()
    {
        using var server = new ScriptedServer();
        using var stop = new CancellationTokenSource();
        var run = new DeviceFleet(FlatOut(server.EndPoint) with { DrainTimeout = TimeSpan.FromMinutes(1) }).RunAsync(stop.Token);
        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        var frame = await connection.ReadFrameAsync();
        await stop.CancelAsync();
        await connection.AcknowledgeAsync(frame);

        var rest = 0;
        while (await connection.TryReadFrameAsync() is { } late)
        {
            // The stop may reach the device after the acknowledgement; whatever it still sent is waited for too.
            rest++;
            await connection.AcknowledgeAsync(late);
        }

        var report = await run.WaitAsync(server.Limit);
        Assert.Equal((1 + rest, 0), (report.Acknowledged, report.Buffered));
    }

    [Fact]
    public async Task Stopping_gives_up_on_a_server_that_does_not_answer()
    {
        using var server = new ScriptedServer();
        using var stop = new CancellationTokenSource();
        var run = new DeviceFleet(FlatOut(server.EndPoint) with { DrainTimeout = TimeSpan.Zero }).RunAsync(stop.Token);
        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        await connection.ReadFrameAsync();
        await stop.CancelAsync();
        await connection.AssertClosedByDeviceAsync();
        var report = await run.WaitAsync(server.Limit);
        Assert.Equal((1, 0, 1), (report.Records, report.Acknowledged, report.Buffered));
    }

    [Fact]
    public async Task Nobody_listening_is_a_report_not_an_exception()
    {
        // Bound, not listening: nobody else can take the port meanwhile.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var time = new FakeTimeProvider();
        var options = FlatOut((IPEndPoint)closed.LocalEndPoint!) with { Duration = TimeSpan.FromMinutes(1) };
        var fleet = new DeviceFleet(options, timeProvider: time);
        var run = fleet.RunAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => fleet.Counters.ConnectFailures > 0, "a try to connect");
        time.Advance(options.Duration.Value);
        var report = await run.WaitAsync(Eventually.Limit);
        Assert.True(report.Unreachable);
        Assert.True(report.ConnectFailures >= 1);
        Assert.NotNull(report.LastError);
    }

    [Fact]
    public async Task A_fault_of_the_observer_ends_the_run()
    {
        using var server = new ScriptedServer();
        var run = new DeviceFleet(FlatOut(server.EndPoint), new FaultyObserver()).RunAsync(server.Limit);
        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => run);
        Assert.Equal("observer", fault.Message);
    }

    [Fact]
    public async Task A_loop_that_hangs_does_not_hold_up_the_end()
    {
        using var server = new ScriptedServer();
        using var stop = new CancellationTokenSource();
        using var observer = new HangingObserver();
        var fleet = new DeviceFleet(FlatOut(server.EndPoint) with { DrainTimeout = TimeSpan.Zero }, observer);
        var run = fleet.RunAsync(stop.Token);
        using var connection = await server.AcceptAsync();
        await connection.AcceptLoginAsync();
        await observer.Hanging.WaitAsync(server.Limit);
        await stop.CancelAsync();
        var report = await run.WaitAsync(server.Limit);
        Assert.Equal(1, report.Connections);
        Assert.Contains("stuck", report.LastError, StringComparison.Ordinal);
    }

    private sealed class FaultyObserver : IFleetObserver
    {
        public void Connected(int vehicleIndex) => throw new InvalidOperationException("observer");
    }

    private sealed class HangingObserver : IFleetObserver, IDisposable
    {
        private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _release = new();

        public Task Hanging => _hanging.Task;

        public void Connected(int vehicleIndex)
        {
            _hanging.TrySetResult();
            _release.Wait();
        }

        public void Dispose() => _release.Set();
    }
}
