using System.Buffers;

namespace Gateway.Testing;

/// <summary>Bytes as they arrive from a socket: in pieces that have nothing to do with frames.</summary>
public static class Fragments
{
    /// <summary>A sequence of one segment a piece, cut at the given offsets; empty pieces are left out.</summary>
    public static ReadOnlySequence<byte> Sequence(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<int> cuts)
    {
        Piece? first = null;
        Piece? last = null;
        var from = 0;
        foreach (var to in (ReadOnlySpan<int>)[.. cuts, bytes.Length])
        {
            if (to > from)
            {
                last = new Piece(bytes[from..to], last);
                first ??= last;
                from = to;
            }
        }

        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
