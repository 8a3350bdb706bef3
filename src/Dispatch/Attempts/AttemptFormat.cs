using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Attempts;

/// <summary>
/// An attempt as bytes, in memory and in the file. Layout: README.md of this folder. Writing allocates nothing.
/// </summary>
internal static class AttemptFormat
{
    /// <summary>Bytes of an answer's body that are kept.</summary>
    public const int MaxBody = 1024;

    /// <summary>Bytes of an answer's headers that are kept.</summary>
    public const int MaxHeaders = 2048;

    /// <summary>Most bytes of a record.</summary>
    public const int MaxLength = 4 + 16 + (14 * VarInt.MaxLength) + MaxSignature + MaxAuthorization + MaxError + MaxHeaders + MaxBody
        + 2 + MaxBatchId;

    private const byte Version = 1;
    private const int FixedLength = 20;
    private const int MaxSignature = 512;
    private const int MaxAuthorization = 80;
    private const int MaxError = (ErrorText.MaxLength + 8) * 3;
    private const byte IsForm = 1;
    private const byte IsCut = 2;
    private const byte IsBatch = 4;
    private const int MaxBatchId = 80;

    /// <summary>Writes a record; returns its length, 0 where the event can't be read.</summary>
    public static int Write(in AttemptView attempt, long id, Span<byte> destination)
    {
        if (!EventRecord.TryRead(attempt.Record, out var record))
        {
            return 0;
        }

        var webhook = attempt.Template.Webhook;
        var isBatch = attempt.Message.Batch is not null && attempt.Sent is not null;
        destination[0] = Version;
        destination[1] = (byte)attempt.Result.Outcome;
        destination[2] = (byte)((webhook.ContentType == BodyFormat.Form ? IsForm : 0)
            | (attempt.AnswerBody.Length > MaxBody ? IsCut : 0)
            | (isBatch ? IsBatch : 0));
        destination[3] = (byte)record.Type;
        BinaryPrimitives.WriteUInt128BigEndian(destination[4..], record.Id.Value);
        var length = FixedLength;
        length += VarInt.Write(destination[length..], (ulong)id);
        length += VarInt.Write(destination[length..], (ulong)webhook.Id);
        length += VarInt.Write(destination[length..], (ulong)attempt.StartedMs);
        length += VarInt.Write(destination[length..], (ulong)record.VehicleId);
        length += VarInt.Write(destination[length..], (ulong)attempt.Message.Key.Packed);
        length += VarInt.Write(destination[length..], (ulong)attempt.Message.Attempts);
        length += VarInt.Write(destination[length..], (ulong)(attempt.Result.StatusCode ?? 0));
        length += VarInt.Write(destination[length..], (ulong)attempt.Result.Duration.Ticks / TimeSpan.TicksPerMicrosecond);
        length += VarInt.Write(
            destination[length..],
            attempt.Sent is { } sent ? ulong.Parse(sent.Timestamp.Span, CultureInfo.InvariantCulture) : 0);
        length += WriteBytes(destination[length..], Cut(attempt.Sent?.Signature, MaxSignature));
        length += WriteText(destination[length..], attempt.Template.ShownAuthorization, MaxAuthorization);
        length += WriteText(destination[length..], attempt.Result.Error, MaxError);
        length += WriteBytes(destination[length..], attempt.AnswerHeaders[..Math.Min(attempt.AnswerHeaders.Length, MaxHeaders)]);
        length += WriteBytes(destination[length..], attempt.AnswerBody[..Math.Min(attempt.AnswerBody.Length, MaxBody)]);
        return isBatch ? length + WriteBytes(destination[length..], Cut(attempt.Sent?.Id, MaxBatchId)) : length;
    }

    /// <summary>Reads a record; null where it is not one.</summary>
    public static AttemptEntry? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength || bytes[0] != Version || bytes[1] > (byte)AttemptOutcome.Unsendable)
        {
            return null;
        }

        var rest = bytes[FixedLength..];
        Span<long> numbers = stackalloc long[9];
        foreach (ref var number in numbers)
        {
            if (!VarInt.TryRead(ref rest, out var value) || value > long.MaxValue)
            {
                return null;
            }

            number = (long)value;
        }

        if (!TryReadBytes(ref rest, out var signature)
            || !TryReadBytes(ref rest, out var authorization)
            || !TryReadBytes(ref rest, out var error)
            || !TryReadBytes(ref rest, out var headers)
            || !TryReadBytes(ref rest, out var body))
        {
            return null;
        }

        ReadOnlySpan<byte> batchId = default;
        if ((bytes[2] & IsBatch) != 0 && !TryReadBytes(ref rest, out batchId))
        {
            return null;
        }

        return new AttemptEntry
        {
            Id = numbers[0],
            WebhookId = numbers[1],
            TimeMs = numbers[2],
            VehicleId = numbers[3],
            Key = new MessageKey(numbers[4]),
            RetryCount = (int)numbers[5],
            StatusCode = numbers[6] == 0 ? null : (int)numbers[6],
            Duration = TimeSpan.FromMicroseconds(numbers[7]),
            Timestamp = numbers[8] == 0 ? null : numbers[8],
            EventId = new EventId(BinaryPrimitives.ReadUInt128BigEndian(bytes[4..])),
            Type = (EventType)bytes[3],
            Outcome = (AttemptOutcome)bytes[1],
            Format = (bytes[2] & IsForm) != 0 ? BodyFormat.Form : BodyFormat.Json,
            IsCut = (bytes[2] & IsCut) != 0,
            Signature = Text(signature),
            Authorization = Text(authorization),
            Error = Text(error),
            AnswerHeaders = Encoding.UTF8.GetString(headers),
            AnswerBody = body.ToArray(),
            BatchId = Text(batchId),
        };
    }

    private static string? Text(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes);

    private static int WriteText(Span<byte> destination, string? text, int max)
    {
        // Cut between characters where it is too long; the length needs two bytes at most.
        Utf8.FromUtf16(text, destination.Slice(2, Math.Min(max, destination.Length - 2)), out _, out var written);
        destination[0] = (byte)(written | 0x80);
        destination[1] = (byte)(written >> 7);
        return 2 + written;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlyMemory<byte>? text, int max) =>
        text is { } all ? all.Span[..Math.Min(all.Length, max)] : default;

    private static int WriteBytes(Span<byte> destination, ReadOnlySpan<byte> bytes)
    {
        var length = VarInt.Write(destination, (ulong)bytes.Length);
        bytes.CopyTo(destination[length..]);
        return length + bytes.Length;
    }

    private static bool TryReadBytes(scoped ref ReadOnlySpan<byte> source, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!VarInt.TryRead(ref source, out var length) || length > (ulong)source.Length)
        {
            return false;
        }

        bytes = source[..(int)length];
        source = source[(int)length..];
        return true;
    }
}
