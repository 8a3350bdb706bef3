namespace Gateway.Cli;

/// <summary>Exit codes.</summary>
public static class CliExit
{
    public const int Done = 0;

    /// <summary>The server said no, or can't be reached.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;
}
