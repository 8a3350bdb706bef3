namespace DeviceSimulator.Fleet.Devices;

/// <summary>One pre-encoded frame, sent again and again with new times. Holds no records, only where it stands.</summary>
internal sealed class TemplateOutbox : Outbox
{
    private readonly FleetContext _context;
    private readonly FrameTemplate _template;
    private RecordClock _clock;
    private uint _sequence;
    private long _firstMs;
    private long _spacingMs;

    public TemplateOutbox(FleetContext context, int index)
        : base(index)
    {
        var options = context.Options;
        _context = context;
        _template = context.Templates[index % context.Templates.Length];
        _clock = new RecordClock(options.StartTime?.ToUnixTimeMilliseconds(), (long)options.EffectiveStep.TotalMilliseconds);
    }

    public override int Free => _template.Records.Length - Pending;

    public override void Record(int count, long nowMs)
    {
        (_firstMs, _spacingMs) = _clock.Next(count, nowMs);
        Pending = count;
        Ignition = _template.Records[count - 1].Ignition;
    }

    public override int Encode(int count, Span<byte> destination) => _template.Write(destination, _firstMs, _spacingMs);

    public override RecordInfo Describe(int position) => RecordInfo.From(_context.Options, Index, _template.Records[position] with
    {
        TimestampMs = _firstMs + (position * _spacingMs),
        Sequence = _sequence + (uint)position,
    });

    public override void ForgetBatch()
    {
        _sequence += (uint)Batch;
        base.ForgetBatch();
    }
}
