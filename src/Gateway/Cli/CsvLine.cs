namespace Gateway.Cli;

/// <summary>One record of a CSV file.</summary>
/// <param name="Number">The line that it starts on, from 1.</param>
/// <param name="Fields">Its fields, without quotes.</param>
internal sealed record CsvLine(int Number, IReadOnlyList<string> Fields);
