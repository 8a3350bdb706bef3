namespace Gateway.Protocol.Tests.Sessions;

/// <summary>Damage as streams suffer it.</summary>
internal static class StreamMutation
{
    /// <param name="first">What is damaged.</param>
    /// <param name="second">What a splice goes on with.</param>
    /// <param name="how">0 flip, 1 cut, 2 insert, else splice.</param>
    /// <param name="from">Where, modulo the length.</param>
    /// <param name="to">How much is cut, or where the splice goes on.</param>
    /// <param name="value">What is flipped or inserted.</param>
    public static byte[] Apply(byte[] first, byte[] second, int how, int from, int to, byte value)
    {
        var at = from % first.Length;
        switch (how)
        {
            case 0:
                var flipped = first.ToArray();
                flipped[at] ^= (byte)(value | 1);
                return flipped;
            case 1:
                return [.. first[..at], .. first[Math.Min(first.Length, at + 1 + (to % 8))..]];
            case 2:
                return [.. first[..at], value, .. first[at..]];
            default:
                return [.. first[..at], .. second[(to % second.Length)..]];
        }
    }
}
