using System.Buffers;

namespace Gateway.Vehicles.History;

/// <summary>Where blocks of history are kept.</summary>
internal interface IHistoryLog
{
    /// <summary>Keeps a block; false where there is no room for it now, or at all.</summary>
    bool TryAppend(ReadOnlySpan<byte> block, out long position);

    /// <summary>Reads a block that was kept, committed or not; false where it was given up meanwhile.</summary>
    bool TryRead(long position, IBufferWriter<byte> into);
}
