using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Ruptela;

/// <summary>
/// One connection. Each frame names its device; an identification is a login that the gateway answers. What is answered
/// when stands in the README of this folder.
/// </summary>
internal sealed class RuptelaSession(ChecksumPolicy checksum) : ProtocolSession
{
    /// <summary>Of a command to that of its answer.</summary>
    private const byte AnswerOffset = 100;

    /// <summary>The device of the frames before.</summary>
    private ulong? _imei;

    private RuptelaCommand _lastCommand;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        RuptelaFrame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (!RuptelaFrame.IsWhole(frame))
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var command = (RuptelaCommand)frame[RuptelaFrame.CommandOffset];
        _lastCommand = command;
        var holds = RuptelaFrame.ChecksumHolds(frame);
        if (!holds && checksum == ChecksumPolicy.Strict)
        {
            return Refuse(FrameFault.Checksum, command, reply);
        }

        var message = Take(command, frame, sink, reply);
        if (!holds && message.Kind != MessageKind.Invalid)
        {
            ChecksumFaultsTaken++;
        }

        return message;
    }

    /// <inheritdoc/>
    /// <remarks>Also refuses the records of a device that the gateway does not know and that did not identify itself.</remarks>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (_lastCommand == RuptelaCommand.Identification || AreRecords(_lastCommand))
        {
            Answer(_lastCommand, accepted, reply);
        }
    }

    private DeviceMessage Take(RuptelaCommand command, ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        var data = frame[RuptelaFrame.DataOffset..^RuptelaFrame.ChecksumLength];
        var imei = RuptelaFrame.ImeiOf(frame);
        switch (command)
        {
            case RuptelaCommand.Records or RuptelaCommand.ExtendedRecords or RuptelaCommand.TroubleCodes:
                return TakeRecords(command, data, imei, sink, reply);
            case RuptelaCommand.Identification:
                _imei = imei;
                return new DeviceMessage(MessageKind.Login, DeviceId: IdOf(imei));
            case RuptelaCommand.Heartbeat:
                var report = sink.Rent();
                report.Kind = ReportKind.Heartbeat;
                if (!sink.Add(report))
                {
                    return DeviceMessage.Refused(FrameFault.TooManyReports);
                }

                Answer(command, accepted: true, reply);
                return new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: News(imei));
            case RuptelaCommand.Files:
                AnswerFile(data, reply);
                return new DeviceMessage(MessageKind.Other, DeviceId: News(imei));
            default:
                return Enum.IsDefined(command)
                    ? new DeviceMessage(MessageKind.Other, DeviceId: News(imei))
                    : DeviceMessage.Refused(FrameFault.UnknownType);
        }
    }

    private DeviceMessage TakeRecords(
        RuptelaCommand command, ReadOnlySpan<byte> data, ulong imei, IReportSink sink, IBufferWriter<byte> reply)
    {
        int reports;
        var fault = command == RuptelaCommand.TroubleCodes
            ? TroubleCodeReader.Read(data, sink, out reports)
            : RecordReader.Read(data, command == RuptelaCommand.ExtendedRecords, sink, out reports);
        if (fault != FrameFault.None)
        {
            return Refuse(fault, command, reply);
        }

        Answer(command, accepted: true, reply);
        return reports == 0
            ? new DeviceMessage(MessageKind.Other, DeviceId: News(imei))
            : new DeviceMessage(MessageKind.Reports, Reports: reports, ReplyAwaitsCommit: true, DeviceId: News(imei));
    }

    /// <summary>Records that were refused are sent again.</summary>
    private static DeviceMessage Refuse(FrameFault fault, RuptelaCommand command, IBufferWriter<byte> reply)
    {
        if (AreRecords(command))
        {
            Answer(command, accepted: false, reply);
        }

        return DeviceMessage.Refused(fault);
    }

    private static bool AreRecords(RuptelaCommand command) =>
        command is RuptelaCommand.Records or RuptelaCommand.ExtendedRecords or RuptelaCommand.TroubleCodes;

    private static void Answer(RuptelaCommand command, bool accepted, IBufferWriter<byte> reply)
    {
        // Records of both kinds have the same answer.
        var answered = command == RuptelaCommand.ExtendedRecords ? RuptelaCommand.Records : command;
        var number = answered == RuptelaCommand.Records ? AnswerOffset : (byte)((byte)answered + AnswerOffset);
        RuptelaFrame.WriteAnswer(reply, number, [accepted ? (byte)1 : (byte)0]);
    }

    /// <summary>
    /// A part of a file (a photo): kind, source, name, number of parts, part, bytes. The answer asks for the next part, so
    /// that the device gets rid of the file; its bytes have no place in a report.
    /// </summary>
    private static void AnswerFile(ReadOnlySpan<byte> data, IBufferWriter<byte> reply)
    {
        const byte Part = 2;
        const int HeadLength = 10;
        if (data.Length < HeadLength + 4 || data[0] != Part)
        {
            return;
        }

        int parts = BinaryPrimitives.ReadUInt16BigEndian(data[HeadLength..]);
        int part = BinaryPrimitives.ReadUInt16BigEndian(data[(HeadLength + 2)..]);
        if (part + 1 < parts)
        {
            Span<byte> next = stackalloc byte[HeadLength + 2];
            data[..HeadLength].CopyTo(next);
            BinaryPrimitives.WriteUInt16BigEndian(next[HeadLength..], (ushort)(part + 1));
            RuptelaFrame.WriteAnswer(reply, (byte)RuptelaCommand.Files + AnswerOffset, next);
        }
    }

    /// <summary>The IMEI as text where it is not the one of the frames before.</summary>
    private string? News(ulong imei)
    {
        if (_imei == imei)
        {
            return null;
        }

        _imei = imei;
        return IdOf(imei);
    }

    private static string IdOf(ulong imei) => imei.ToString("D15", CultureInfo.InvariantCulture);
}
