using System.Text.Json;
using Gateway.Configuration.Store;

namespace Gateway.Api.Requests;

/// <summary>Fields of more than one kind of object: times and ids.</summary>
internal static class FieldReaderExtensions
{
    /// <summary>2000-01-01T00:00:00Z.</summary>
    public const long Earliest = 946_684_800;

    private const long MostAhead = 600;

    /// <summary>
    /// Reads a time: Unix seconds, from the year 2000 on, at most a little ahead of our clock. Faults are added.
    /// </summary>
    public static long? ReadTime(this FieldReader fields, string name, TimeProvider time)
    {
        if (!fields.TryElement(name, out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Number)
        {
            fields.Add(name, "must be a number of Unix seconds.", FaultKind.WrongType);
        }
        else if (!element.TryGetInt64(out var seconds)
            || seconds < Earliest || seconds > time.GetUtcNow().ToUnixTimeSeconds() + MostAhead)
        {
            fields.Add(name, "must be whole Unix seconds, from the year 2000 to 10 minutes ahead of now.");
        }
        else
        {
            return seconds;
        }

        return null;
    }

    /// <summary>Reads an id of something in the gateway, a positive whole number; faults are added.</summary>
    public static long? ReadId(this FieldReader fields, string name)
    {
        if (!fields.TryElement(name, out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Number)
        {
            fields.Add(name, "must be a number.", FaultKind.WrongType);
        }
        else if (!element.TryGetInt64(out var id) || id < 1)
        {
            fields.Add(name, "must be the id of an object.");
        }
        else
        {
            return id;
        }

        return null;
    }
}
