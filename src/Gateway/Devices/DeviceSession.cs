using System.Buffers;
using System.Runtime.CompilerServices;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Journal;
using Gateway.Protocol.Sessions;
using Gateway.Vehicles;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Devices;

/// <summary>
/// One device connection from accept to close: frames in, reports to the journal, replies out. The reply that lets the
/// device forget its records is written only after they are on disk; until then nothing more is read from the socket.
/// </summary>
internal sealed partial class DeviceSession
{
    private readonly ConnectionContext _connection;
    private readonly ProtocolSession _protocolSession;
    private readonly DeviceServices _services;
    private readonly long _openedAt;

    private IDeviceProtocol _protocol;
    private VehicleSnapshot? _snapshot;
    private Vehicle? _vehicle;
    private string? _deviceId;
    private long _lastReceivedAt;
    private long _frameBegunAt;
    private int _refusedInARow;
    private int _checksumTaken;
    private int _closeReason;
    private IJournalPartition? _commitIn;
    private long _commitTo;

    public DeviceSession(
        ConnectionContext connection, IDeviceProtocol protocol, ProtocolSession protocolSession, DeviceServices services)
    {
        _connection = connection;
        _protocol = protocol;
        _protocolSession = protocolSession;
        _services = services;
        _openedAt = _lastReceivedAt = services.Time.GetTimestamp();
    }

    /// <summary>Why it ended, or is ending.</summary>
    public CloseReason CloseReason => (CloseReason)Volatile.Read(ref _closeReason);

    /// <summary>Runs until the connection ends. Faults of one connection stay its own.</summary>
    public async Task RunAsync()
    {
        var stopping = _connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            ?? CancellationToken.None;
        await using var registration = stopping.UnsafeRegister(
            static state => ((DeviceSession)state!).Close(CloseReason.Stopping), this);
        _connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(
            static state => ((DeviceSession)state).CheckTime(), this);
        try
        {
            await ReadAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            // The network's end of a connection; what was not acknowledged comes again.
            TryBeginClose(CloseReason.ByDevice);
        }
#pragma warning disable CA1031 // Whatever goes wrong in one session must not reach the others; it is logged and counted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            TryBeginClose(CloseReason.Error);
            DeviceLog.SessionFailed(_services.Logger, e, _protocol.Name, _connection.ConnectionId);
            _connection.Abort(new ConnectionAbortedException("Session failed."));
        }
        finally
        {
            if (_vehicle is { } vehicle)
            {
                _services.Sessions.Leave(vehicle.Id, this);
            }

            DeviceLog.Closed(_services.Logger, _connection.ConnectionId, CloseReason);
        }
    }

    /// <summary>Ends the session as soon as what is in hand is done.</summary>
    public void Close(CloseReason reason)
    {
        if (TryBeginClose(reason))
        {
            _connection.Transport.Input.CancelPendingRead();
        }
    }

    private bool TryBeginClose(CloseReason reason) =>
        Interlocked.CompareExchange(ref _closeReason, (int)reason, (int)CloseReason.None) == (int)CloseReason.None;

    private async Task ReadAsync()
    {
        var input = _connection.Transport.Input;
        while (CloseReason == CloseReason.None)
        {
            var read = await input.ReadAsync();
            var rest = read.Buffer.IsEmpty ? read.Buffer : await TakeFramesAsync(read.Buffer);
            input.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted && TryBeginClose(CloseReason.ByDevice) && !rest.IsEmpty)
            {
                _services.Metrics.Refused(_protocol.Name, FrameFault.Length);
            }
        }
    }

    /// <summary>Handles every whole frame of the buffer; returns what is left of it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlySequence<byte>> TakeFramesAsync(ReadOnlySequence<byte> buffer)
    {
        var readAt = _services.Time.GetTimestamp();
        Volatile.Write(ref _lastReceivedAt, readAt);
        var received = buffer.Length;
        var work = _services.Workspaces.Get();
        try
        {
            _commitTo = 0;
            _commitIn = null;
            while (TakeFrame(ref buffer, work, out var message))
            {
                if (message.DeviceId is not null && !IsNamedAgain(message) && !await IdentifyAsync(message, work))
                {
                    break;
                }

                if (message.Kind == MessageKind.Reports && !await AppendAsync(message, work))
                {
                    break;
                }
            }

            await AnswerAsync(work, readAt);
            _services.Metrics.Received(_protocol.Name, received - buffer.Length);
            return buffer;
        }
        finally
        {
            _services.Workspaces.Return(work);
        }
    }

    /// <summary>Reads the next whole frame; false where there is none, or the session is at its end.</summary>
    private bool TakeFrame(ref ReadOnlySequence<byte> buffer, FrameWorkspace work, out DeviceMessage message)
    {
        message = default;
        if (CloseReason is not (CloseReason.None or CloseReason.Stopping))
        {
            return false;
        }

        switch (_protocolSession.FindFrame(buffer, out var length, out var fault))
        {
            case FrameStatus.Complete:
                break;
            case FrameStatus.NeedMore:
                MarkFrameBegun(!buffer.IsEmpty);
                return false;
            default:
                Refuse(fault);
                TryBeginClose(CloseReason.BadFrames);
                return false;
        }

        MarkFrameBegun(false);
        _protocol = _protocolSession.Detected ?? _protocol;
        work.Batch.Begin(_vehicle?.Id ?? 0, _protocol.Id, _services.Time.GetUtcNow().ToUnixTimeMilliseconds());
        message = _protocolSession.Read(work.Contiguous(buffer.Slice(0, length)), work.Batch, work.Replies);
        buffer = buffer.Slice(length);
        if (message.Kind == MessageKind.Invalid)
        {
            Refuse(message.Fault);
            if (++_refusedInARow >= _services.MaxRefusedFrames || message.Fault is FrameFault.Login or FrameFault.NotLoggedIn)
            {
                TryBeginClose(CloseReason.BadFrames);
            }

            return true;
        }

        _refusedInARow = 0;
        _services.Metrics.Frame(_protocol.Name);
        if (_protocolSession.ChecksumFaultsTaken != _checksumTaken)
        {
            _services.Metrics.ChecksumTaken(_protocol.Name, _protocolSession.ChecksumFaultsTaken - _checksumTaken);
            _checksumTaken = _protocolSession.ChecksumFaultsTaken;
        }

        return true;
    }

    /// <summary>Appends the frame's reports to the journal of the vehicle's partition; false ends the session.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AppendAsync(DeviceMessage message, FrameWorkspace work)
    {
        if (!IsStillKnown())
        {
            work.Replies.ResetWrittenCount();
            TryBeginClose(CloseReason.UnknownDevice);
            return false;
        }

        if (message.Reports == 0)
        {
            return true;
        }

        var partition = PartitionOf(_vehicle!.Id);
        var result = await partition.AppendAsync(
            ReportRecordKinds.ReportBatch, work.Batch.WrittenMemory, _connection.ConnectionClosed);
        while (result.Status == AppendStatus.Full && CloseReason == CloseReason.None)
        {
            // Full means wait: the device keeps its records until they can be taken. A disk without room says so at once.
            await Task.Delay(_services.FullWait, _services.Time, _connection.ConnectionClosed);
            result = await partition.AppendAsync(
                ReportRecordKinds.ReportBatch, work.Batch.WrittenMemory, _connection.ConnectionClosed);
        }

        if (!result.IsAppended)
        {
            work.Replies.ResetWrittenCount();
            GiveUp(result.Status.ToString());
            return false;
        }

        _services.Metrics.Reports(_protocol.Name, message.Reports);
        if (message.ReplyAwaitsCommit)
        {
            // A device that names another vehicle within one read: the replies before wait for their own partition.
            if (!ReferenceEquals(_commitIn, partition) && !await CommitAsync())
            {
                return false;
            }

            _commitIn = partition;
            _commitTo = result.EndPosition;
        }

        return true;
    }

    /// <summary>Waits until what the replies promise is on disk; false, and the connection aborted, where it is not.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> CommitAsync()
    {
        if (_commitTo == 0)
        {
            return true;
        }

        var outcome = await _commitIn!.WaitForCommitAsync(_commitTo, CancellationToken.None);
        if (outcome == CommitOutcome.Committed)
        {
            return true;
        }

        GiveUp(outcome.ToString());
        return false;
    }

    /// <summary>Sends the replies, once what they promise is on disk.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerAsync(FrameWorkspace work, long readAt)
    {
        if (!await CommitAsync() || work.Replies.WrittenCount == 0)
        {
            return;
        }

        var output = _connection.Transport.Output;
        output.Write(work.Replies.WrittenSpan);
        await output.FlushAsync();
        if (_commitTo > 0)
        {
            _services.Metrics.Acknowledged(_services.Time.GetElapsedTime(readAt).TotalSeconds);
        }
    }

    private IJournalPartition PartitionOf(long vehicleId) =>
        _services.Reports[VehiclePartition.Of(vehicleId, _services.Reports.PartitionCount)];

    private void Refuse(FrameFault fault)
    {
        _services.Metrics.Refused(_protocol.Name, fault);
        DeviceLog.FrameRefused(_services.Logger, _protocol.Name, _deviceId, fault);
    }

    private void GiveUp(string why)
    {
        if (TryBeginClose(CloseReason.JournalUnavailable) && _services.Throttle.TryPass())
        {
            DeviceLog.NotAcknowledged(_services.Logger, _protocol.Name, _deviceId, why);
        }

        // Abort, not close: nothing that was buffered for the device may leave.
        _connection.Abort(new ConnectionAbortedException("The journal can't take records."));
    }

    private void MarkFrameBegun(bool begun) => Volatile.Write(
        ref _frameBegunAt,
        !begun ? 0 : _frameBegunAt == 0 ? _services.Time.GetTimestamp() : _frameBegunAt);

    /// <summary>Called about once a second by the server.</summary>
    private void CheckTime()
    {
        var frameBegun = Volatile.Read(ref _frameBegunAt);
        var reason = CloseReason.None;
        if (_vehicle is null && _services.Time.GetElapsedTime(_openedAt) > _services.LoginTimeout)
        {
            reason = CloseReason.LoginTimeout;
        }
        else if (frameBegun != 0 && _services.Time.GetElapsedTime(frameBegun) > _services.FrameTimeout)
        {
            reason = CloseReason.FrameTimeout;
        }
        else if (_services.Time.GetElapsedTime(Volatile.Read(ref _lastReceivedAt)) > _services.IdleTimeout)
        {
            reason = CloseReason.IdleTimeout;
        }

        if (reason != CloseReason.None && TryBeginClose(reason))
        {
            _connection.Abort(new ConnectionAbortedException("Timed out."));
        }
    }
}
