using System.Buffers;
using Gateway.Protocol.Reports;

namespace Gateway.Devices;

/// <summary>
/// The buffers that a session needs while it has frames in hand, and only then: an idle connection holds none.
/// </summary>
internal sealed class FrameWorkspace
{
    // A workspace that once took a huge frame does not keep its buffer in the pool for ever.
    private const int MaxKeptFrame = 16 * 1024;

    private byte[] _frame = [];

    public ReportBatchWriter Batch { get; } = new();

    /// <summary>Replies that wait to be sent.</summary>
    public ArrayBufferWriter<byte> Replies { get; } = new(64);

    /// <summary>The frame as one span; copied only where it spans segments.</summary>
    public ReadOnlySpan<byte> Contiguous(in ReadOnlySequence<byte> frame)
    {
        if (frame.IsSingleSegment)
        {
            return frame.FirstSpan;
        }

        var length = (int)frame.Length;
        if (_frame.Length < length)
        {
            _frame = new byte[Math.Max(length, 2048)];
        }

        frame.CopyTo(_frame);
        return _frame.AsSpan(0, length);
    }

    /// <summary>Makes it ready for the next session.</summary>
    public void Reset()
    {
        Batch.Reset();
        Replies.ResetWrittenCount();
        if (_frame.Length > MaxKeptFrame)
        {
            _frame = [];
        }
    }
}
