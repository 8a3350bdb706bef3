namespace Gateway.Bench.Load.Results;

/// <summary>One measurement.</summary>
/// <param name="Who">The gateway or a peer.</param>
/// <param name="Round">From 1; the rounds of all take turns.</param>
/// <param name="Values">One for each column of the part; null for not measured.</param>
internal sealed record ResultRow(string Who, int Round, double?[] Values);
