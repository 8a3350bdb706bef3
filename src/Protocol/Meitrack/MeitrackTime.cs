namespace Gateway.Protocol.Meitrack;

/// <summary>The time of binary records: seconds since 2000 in UTC.</summary>
internal static class MeitrackTime
{
    /// <summary>2000-01-01T00:00:00Z in Unix seconds.</summary>
    private const long Epoch = 946_684_800;

    /// <summary>Unix milliseconds.</summary>
    public static long Utc(uint seconds) => (Epoch + seconds) * 1000;
}
