using System.CommandLine;

namespace Gateway.Cli;

/// <summary>What a command has at hand while it runs.</summary>
internal sealed record CliContext(ParseResult Parsed, CliClient Client, CliOutput Output, TextWriter Error, CancellationToken Stop);
