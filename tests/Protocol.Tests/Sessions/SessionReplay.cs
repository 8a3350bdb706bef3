using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Sessions;

/// <summary>
/// The gateway's reader loop without a socket: bytes arrive in pieces, frames come out, logins are accepted. Checks on
/// the way what holds for every protocol: a found frame lies within the buffer and the cap, more is asked for only
/// within the cap, and a refused frame counts no reports.
/// </summary>
internal sealed class SessionReplay(IDeviceProtocol protocol, ProtocolOptions? options = null)
{
    private readonly ProtocolSession _session = protocol.CreateSession(options ?? new ProtocolOptions());
    private readonly List<byte> _pending = [];
    private readonly List<int> _cuts = [];

    public ProtocolSession Session => _session;

    public List<ReplayedFrame> Frames { get; } = [];

    /// <summary>Why the stream was given up; None while it is alive.</summary>
    public FrameFault StreamFault { get; private set; }

    /// <summary>Bytes that wait for the rest of their frame.</summary>
    public int Pending => _pending.Count;

    /// <summary>Takes in one piece and reads all frames that are now whole.</summary>
    public SessionReplay Feed(ReadOnlySpan<byte> piece)
    {
        _cuts.Add(_pending.Count);
        _pending.AddRange(piece);
        while (_pending.Count > 0 && StreamFault == FrameFault.None)
        {
            var bytes = _pending.ToArray();
            var status = _session.FindFrame(Fragments.Sequence(bytes, [.. _cuts]), out var length, out var fault);
            if (status == FrameStatus.NeedMore)
            {
                Assert.True(bytes.Length < protocol.MaxFrameLength, "asks for more than a frame may have");
                return this;
            }

            if (status == FrameStatus.Invalid)
            {
                Assert.NotEqual(FrameFault.None, fault);
                StreamFault = fault;
                return this;
            }

            Assert.InRange(length, 1, Math.Min(bytes.Length, protocol.MaxFrameLength));
            Frames.Add(Read(bytes[..length]));
            _pending.RemoveRange(0, length);
            for (var i = 0; i < _cuts.Count; i++)
            {
                _cuts[i] = Math.Max(0, _cuts[i] - length);
            }
        }

        return this;
    }

    /// <summary>Reads a frame that stands alone, past the frame finder.</summary>
    public ReplayedFrame Read(byte[] frame)
    {
        var sink = new ListSink();
        var reply = new ArrayBufferWriter<byte>();
        var message = _session.Read(frame, sink, reply);
        if (message.Kind == MessageKind.Login)
        {
            Assert.Equal(0, reply.WrittenCount);
            Assert.False(string.IsNullOrEmpty(message.DeviceId));
            _session.AnswerLogin(accepted: true, reply);
        }

        Assert.Equal(message.Kind == MessageKind.Invalid, message.Fault != FrameFault.None);
        Assert.Equal(message.Kind == MessageKind.Reports, message.Reports > 0);
        List<DeviceReport> reports = message.Kind == MessageKind.Reports ? sink.Reports : [];
        Assert.Equal(message.Reports, reports.Count);
        return new ReplayedFrame(frame, message, reply.WrittenSpan.ToArray(), reports);
    }
}
