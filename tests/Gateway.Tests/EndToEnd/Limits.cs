namespace Gateway.Tests.EndToEnd;

/// <summary>Bounds that only a hang reaches.</summary>
internal static class Limits
{
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);
}
