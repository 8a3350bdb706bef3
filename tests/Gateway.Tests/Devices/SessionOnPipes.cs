using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using Gateway.Devices;
using Gateway.Protocol.Sessions;
using Gateway.Tests.EndToEnd;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Devices;

/// <summary>
/// A session without a socket, whose every step runs on the thread that writes to it: what it has not written when a write
/// returns, or when the journal is asked, it had not to write.
/// </summary>
internal sealed class SessionOnPipes : IAsyncDisposable
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Pipe _toSession = new(Inline);
    private readonly Pipe _fromSession = new(Inline);
    private readonly DefaultConnectionContext _connection;
    private readonly DeviceSession _session;

    public SessionOnPipes(string protocol, string deviceId, GatedJournal journal)
    {
        var services = new DeviceServices(
            new DeviceOptions(),
            registerUnknown: false,
            new OneVehicle(deviceId),
            journal,
            new ConnectionLimiter(1),
            new DeviceMetrics(_provider.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<DeviceConnectionHandler>.Instance);
        var found = ProtocolRegistry.Default().Find(protocol)!;
        _connection = new DefaultConnectionContext("test", new Ends(_toSession.Reader, _fromSession.Writer), new Ends(_fromSession.Reader, _toSession.Writer));
        _session = new DeviceSession(_connection, found, found.CreateSession(new ProtocolOptions { AcknowledgeAll = true }), services);
        Ended = _session.RunAsync();
    }

    /// <summary>Completes when the session is over.</summary>
    public Task Ended { get; }

    public CloseReason CloseReason => _session.CloseReason;

    /// <summary>Cancelled when the connection was aborted.</summary>
    public CancellationToken Aborted => _connection.ConnectionClosed;

    public ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> frame) => _toSession.Writer.WriteAsync(frame);

    /// <summary>Writes; false where the session has not taken it all when this returns.</summary>
    public bool TryWrite(ReadOnlyMemory<byte> frame) => IsDone(WriteAsync(frame));

    /// <summary>What the session has said since the last call; does not wait.</summary>
    public string Said()
    {
        if (!_fromSession.Reader.TryRead(out var read))
        {
            return "";
        }

        var said = Convert.ToHexString(System.Buffers.BuffersExtensions.ToArray(read.Buffer));
        _fromSession.Reader.AdvanceTo(read.Buffer.End);
        return said;
    }

    /// <summary>Takes what was said, without looking.</summary>
    public void Skip()
    {
        if (_fromSession.Reader.TryRead(out var read))
        {
            _fromSession.Reader.AdvanceTo(read.Buffer.End);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _toSession.Writer.CompleteAsync();
        await Ended.WaitAsync(Limits.Hang);
        await _connection.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private static bool IsDone(ValueTask<FlushResult> write) => write.IsCompletedSuccessfully;

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
