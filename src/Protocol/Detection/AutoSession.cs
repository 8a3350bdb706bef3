using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Detection;

/// <summary>A connection whose family is not known yet, and then a session of that family.</summary>
internal sealed class AutoSession(AutoProtocol families, ProtocolOptions options) : ProtocolSession
{
    private ProtocolSession? _session;
    private IDeviceProtocol? _family;

    /// <inheritdoc/>
    public override IDeviceProtocol? Detected => _family;

    /// <inheritdoc/>
    public override string? AlternativeDeviceId => _session?.AlternativeDeviceId;

    /// <inheritdoc/>
    public override int ChecksumFaultsTaken => _session?.ChecksumFaultsTaken ?? 0;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault)
    {
        if (_session is null)
        {
            length = 0;
            fault = FrameFault.None;
            switch (buffer.IsEmpty ? Recognition.NeedMore : Recognise(in buffer))
            {
                case Recognition.NeedMore:
                    return FrameStatus.NeedMore;
                case Recognition.No:
                    fault = FrameFault.Garbage;
                    return FrameStatus.Invalid;
            }

            _session = _family!.CreateSession(options);
        }

        return _session.FindFrame(in buffer, out length, out fault);
    }

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply) =>
        _session?.Read(frame, sink, reply) ?? DeviceMessage.Refused(FrameFault.Garbage);

    /// <inheritdoc/>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply) => _session?.AnswerLogin(accepted, reply);

    private Recognition Recognise(in ReadOnlySequence<byte> buffer)
    {
        var first = buffer.FirstSpan;
        if (first.Length >= AutoProtocol.DecidingLength || buffer.IsSingleSegment)
        {
            return families.Choose(first[..Math.Min(first.Length, AutoProtocol.DecidingLength)], out _family);
        }

        Span<byte> copy = stackalloc byte[AutoProtocol.DecidingLength];
        var available = (int)Math.Min(buffer.Length, copy.Length);
        buffer.Slice(0, available).CopyTo(copy);
        return families.Choose(copy[..available], out _family);
    }
}
