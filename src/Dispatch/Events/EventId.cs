using System.Globalization;

namespace Gateway.Dispatch.Events;

/// <summary>
/// Identity of an event: 128 bits of a hash over the report (or the API call) that it comes from, its type and what else
/// tells it apart. The same report gives the same id, however often it is processed.
/// </summary>
/// <param name="Value">The bits.</param>
public readonly record struct EventId(UInt128 Value)
{
    /// <summary>32 lower-case hexadecimal digits, as in <c>event_id</c>.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
