namespace Gateway.Cli;

/// <summary>Ends a command: the message goes to stderr, the code is the program's.</summary>
internal sealed class CliFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The server said no, or can't be reached.</summary>
    public static CliFailure Refused(string message) => new(CliExit.Refused, message);

    /// <summary>Wrong usage that the parser can't see.</summary>
    public static CliFailure Usage(string message) => new(CliExit.Usage, message);
}
