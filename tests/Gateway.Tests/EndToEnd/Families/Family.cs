using System.Globalization;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>
/// One device of one protocol family: its frames after the vendor's grammar, and the answers that it expects, without a line
/// of the gateway's decoders.
/// </summary>
internal abstract class Family(long number)
{
    public static IReadOnlyList<string> Names { get; } =
        ["teltonika", "gt06", "jt808", "queclink", "meitrack", "ruptela", "galileosky", "suntech", "wialon"];

    /// <summary>One device of each family, with ids of their own.</summary>
    public static IReadOnlyList<Family> All { get; } = [.. Names.Select(name => Of(name))];

    public abstract string Name { get; }

    /// <summary>What the device has to be told apart by: an IMEI, if not said otherwise.</summary>
    public virtual string DeviceId => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The listener option that its acknowledgements need, with the comma.</summary>
    public virtual string ListenerOptions => "";

    /// <summary>What comes before everything else; null where each frame names its device.</summary>
    public virtual Exchange? Login => null;

    /// <summary>Null where the family has none.</summary>
    public virtual Exchange? Heartbeat => null;

    /// <summary>What an unknown device gets before the connection is closed.</summary>
    public virtual byte[] Refusal => [];

    /// <summary>Whether a report tells the ignition.</summary>
    public virtual bool TellsIgnition => true;

    /// <summary>Whether there is an acknowledgement that lets the device forget its reports.</summary>
    public virtual bool Acknowledges => true;

    protected long Number { get; } = number;

    public static Family Of(string name, long more = 0) => name switch
    {
        "teltonika" => new TeltonikaFamily(350_000_000_000_101 + more),
        "gt06" => new Gt06Family(350_000_000_000_102 + more),
        "jt808" => new Jt808Family(350_000_000_000_103 + more),
        "queclink" => new QueclinkFamily(350_000_000_000_104 + more),
        "meitrack" => new MeitrackFamily(350_000_000_000_105 + more),
        "ruptela" => new RuptelaFamily(350_000_000_000_106 + more),
        "galileosky" => new GalileoskyFamily(350_000_000_000_107 + more),
        "suntech" => new SuntechFamily(100_850_108 + more),
        "wialon" => new WialonFamily(350_000_000_000_109 + more),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such family."),
    };

    /// <summary>A report that tells all that the family can tell.</summary>
    public abstract Exchange Report(Moment moment);

    /// <summary>A report whose acknowledgement lets the device forget it.</summary>
    public virtual Exchange Stored(Moment moment) => Report(moment);

    /// <summary>A frame with a wrong checksum, and its answer under the strict policy.</summary>
    public abstract Exchange Damaged(Moment moment);

    /// <summary>The frame with a bit flipped in the byte so far from its end.</summary>
    protected static byte[] Flip(byte[] frame, int fromEnd)
    {
        var flipped = frame.ToArray();
        flipped[^fromEnd] ^= 1;
        return flipped;
    }

    /// <summary>The frame with another digit in the place so far from its end.</summary>
    protected static byte[] ChangeDigit(byte[] frame, int fromEnd)
    {
        var changed = frame.ToArray();
        changed[^fromEnd] = changed[^fromEnd] == '0' ? (byte)'1' : (byte)'0';
        return changed;
    }
}
