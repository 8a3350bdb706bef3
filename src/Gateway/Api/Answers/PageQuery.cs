using System.Buffers.Binary;
using System.Buffers.Text;
using Gateway.Configuration.Store;

namespace Gateway.Api.Answers;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="After">The last id of the page before, or 0.</param>
/// <param name="Limit">The most objects of the page.</param>
internal readonly record struct PageQuery(long After, int Limit)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Reads <c>limit</c> and <c>cursor</c>; faults are added.</summary>
    public static PageQuery Read(HttpRequest request, List<Fault> faults)
    {
        var limit = DefaultLimit;
        if (request.Query.TryGetValue("limit", out var limits)
            && (!int.TryParse(limits.ToString(), out limit) || limit is < 1 or > MaxLimit))
        {
            faults.Add(new Fault("limit", $"limit must be a whole number from 1 to {MaxLimit}."));
        }

        var after = 0L;
        if (request.Query.TryGetValue("cursor", out var cursors) && !TryReadCursor(cursors.ToString(), out after))
        {
            faults.Add(new Fault("cursor", "cursor must be the next_cursor of the page before."));
        }

        return new PageQuery(after, limit);
    }

    /// <summary>Takes the page off the front of what comes after the cursor.</summary>
    public Page<TOut> Take<TIn, TOut>(IEnumerable<TIn> following, Func<TIn, long> idOf, Func<TIn, TOut> render)
    {
        var page = following.Take(Limit + 1).ToList();
        var more = page.Count > Limit;
        return new Page<TOut>(
            [.. page.Take(Limit).Select(render)],
            more ? WriteCursor(idOf(page[Limit - 1])) : null);
    }

    private static string WriteCursor(long id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryReadCursor(string cursor, out long id)
    {
        id = 0;
        Span<byte> bytes = stackalloc byte[8];
        if (cursor.Length > 16 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written) || written != 8)
        {
            return false;
        }

        id = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return id > 0;
    }
}
