using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Fuzz;

/// <summary>
/// One connection with the input as its bytes, in two reads, and what must hold for every protocol. Wrong checksums are
/// taken: no fuzzer guesses right ones, and what lies behind them is what is looked for.
/// </summary>
internal sealed class SessionTarget(IDeviceProtocol protocol)
{
    private readonly ReportBatchWriter _batch = new();
    private readonly ArrayBufferWriter<byte> _reply = new();

    /// <summary>Runs one input.</summary>
    /// <exception cref="InvalidOperationException">A promise of the session does not hold.</exception>
    public void Run(ReadOnlyMemory<byte> input)
    {
        var session = protocol.CreateSession(new ProtocolOptions { Checksum = ChecksumPolicy.Lenient, AcknowledgeAll = true });
        var taken = 0;
        foreach (var end in (ReadOnlySpan<int>)[input.Length / 2, input.Length])
        {
            if (!TakeFrames(session, input, end, ref taken))
            {
                return;
            }
        }
    }

    private static void Hold(bool holds, string promise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(promise);
        }
    }

    private bool TakeFrames(ProtocolSession session, ReadOnlyMemory<byte> input, int end, ref int taken)
    {
        while (taken < end)
        {
            var rest = input[taken..end];
            switch (session.FindFrame(Fragments.Sequence(rest, rest.Length / 3), out var length, out var fault))
            {
                case FrameStatus.NeedMore:
                    Hold(rest.Length < protocol.MaxFrameLength, "More is asked for than a frame may have.");
                    return true;
                case FrameStatus.Invalid:
                    Hold(fault != FrameFault.None, "A stream is refused without a reason.");
                    return false;
                default:
                    Hold(length > 0 && length <= rest.Length && length <= protocol.MaxFrameLength, "A frame's length is impossible.");
                    Read(session, rest.Span[..length]);
                    taken += length;
                    break;
            }
        }

        return true;
    }

    private void Read(ProtocolSession session, ReadOnlySpan<byte> frame)
    {
        _batch.Reset();
        _batch.Begin(1, protocol.Id, 0);
        _reply.ResetWrittenCount();
        var message = session.Read(frame, _batch, _reply);
        if (message.Kind == MessageKind.Login)
        {
            Hold(_reply.WrittenCount == 0, "A login is answered before it is decided on.");
            Hold(!string.IsNullOrEmpty(message.DeviceId), "A login names no device.");
            session.AnswerLogin(accepted: true, _reply);
        }

        Hold(message.Kind == MessageKind.Invalid == (message.Fault != FrameFault.None), "A fault and a kind that contradict.");
        Hold(message.Kind == MessageKind.Reports == (message.Reports > 0), "A count of reports and a kind that contradict.");
        if (message.Kind == MessageKind.Reports)
        {
            Hold(ReportBatchReader.TryOpen(_batch.WrittenSpan, out var batch), "The journal's record has no header.");
            var report = new DeviceReport();
            var read = 0;
            while (batch.TryRead(report, out _))
            {
                read++;
                Hold(!report.HasFix || (Math.Abs(report.Latitude) <= 90 && Math.Abs(report.Longitude) <= 180), "A fix is off the earth.");
            }

            Hold(batch.Status == ReportBatchStatus.Ok && read == message.Reports, "The journal's record does not read back.");
        }
    }
}
