namespace DeviceSimulator.Fleet.Devices;

/// <summary>
/// The memory of a device: records made and not yet acknowledged, oldest first. The oldest <see cref="Batch"/> of
/// them have been sent as one frame, and go out as exactly that frame until it is acknowledged.
/// </summary>
internal abstract class Outbox(int index)
{
    public int Index { get; } = index;

    /// <summary>Records held.</summary>
    public int Pending { get; protected set; }

    /// <summary>The ignition of the last record made.</summary>
    public bool Ignition { get; protected set; }

    /// <summary>How many more fit.</summary>
    public abstract int Free { get; }

    /// <summary>How many records the frame holds that was sent and not acknowledged, 0 for none.</summary>
    public int Batch { get; set; }

    /// <summary>Makes <paramref name="count"/> records, the last of them at about <paramref name="nowMs"/> (Unix).</summary>
    public abstract void Record(int count, long nowMs);

    /// <summary>Writes the oldest <paramref name="count"/> records as a frame; gives the bytes written.</summary>
    public abstract int Encode(int count, Span<byte> destination);

    /// <summary>Tells about the record at <paramref name="position"/>, 0 = oldest.</summary>
    public abstract RecordInfo Describe(int position);

    /// <summary>The batch is acknowledged and forgotten.</summary>
    public virtual void ForgetBatch()
    {
        Pending -= Batch;
        Batch = 0;
    }
}
