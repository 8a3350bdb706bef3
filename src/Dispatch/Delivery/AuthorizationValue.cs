using System.Buffers;

namespace Gateway.Dispatch.Delivery;

/// <summary>What may stand in a webhook's Authorization header.</summary>
public static class AuthorizationValue
{
    /// <summary>Most characters.</summary>
    public const int MaxLength = 4096;

    private static readonly SearchValues<char> Printable = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The value with its secret hidden: <c>Basic ***</c>; null for none.</summary>
    public static string? Show(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return space is > 0 and <= 32 ? $"{value[..space]} ***" : "***";
    }

    /// <summary>
    /// Whether the value can go out as it is: printable ASCII, so no line end that would begin another header, and no
    /// space at either end.
    /// </summary>
    public static bool IsValid(string value) =>
        value.Length is > 0 and <= MaxLength
        && value[0] != ' '
        && value[^1] != ' '
        && !value.AsSpan().ContainsAnyExcept(Printable);
}
