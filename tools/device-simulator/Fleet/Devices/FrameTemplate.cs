using DeviceSimulator.Fleet.Routes;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>A complete frame that is sent again and again with new times only.</summary>
internal sealed class FrameTemplate
{
    /// <summary>Vehicles share this many different frames.</summary>
    public const int Variety = 64;

    // The templates show vehicles at moments this far apart, so that together they cover the road loop.
    private const double SecondsApart = 37;

    private readonly IRetimingEncoder _encoder;
    private readonly byte[] _frame;
    private readonly int[] _timestamps;

    private FrameTemplate(IRetimingEncoder encoder, DeviceRecord[] records)
    {
        _encoder = encoder;
        Records = records;
        _frame = new byte[encoder.MaxFrameLength(records.Length)];
        Array.Resize(ref _frame, encoder.EncodeFrame(0, records, _frame));
        _timestamps = encoder.FindTimestamps(records);
    }

    public DeviceRecord[] Records { get; }

    /// <summary>The templates of a fleet; vehicle i uses number i modulo their count.</summary>
    public static FrameTemplate[] Build(FleetOptions options, IRetimingEncoder encoder)
    {
        var templates = new FrameTemplate[Math.Min(Variety, options.Vehicles)];
        for (var i = 0; i < templates.Length; i++)
        {
            var route = new VehicleRoute(options.Seed, i);
            route.Advance(i * SecondsApart);
            var records = new DeviceRecord[options.RecordsPerFrame];
            for (var j = 0; j < records.Length; j++)
            {
                route.Advance(options.EffectiveStep.TotalSeconds);
                records[j] = route.Measure(0);
            }

            templates[i] = new FrameTemplate(encoder, records);
        }

        return templates;
    }

    public int Write(Span<byte> destination, long firstMs, long spacingMs)
    {
        _frame.CopyTo(destination);
        _encoder.Retime(destination[.._frame.Length], _timestamps, firstMs, spacingMs);
        return _frame.Length;
    }
}
