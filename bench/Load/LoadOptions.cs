namespace Gateway.Bench.Load;

/// <summary>Options of <c>load</c>.</summary>
internal sealed record LoadOptions
{
    public required TimeSpan Duration { get; init; }

    public required int Rounds { get; init; }

    public required int Connections { get; init; }

    public required int IdleConnections { get; init; }

    /// <summary>Webhook messages of one round.</summary>
    public required int Messages { get; init; }

    /// <summary>Words in the names of the variants of the parts <c>dispatch</c> and <c>slices</c> that are run; empty for all.</summary>
    public required IReadOnlyList<string> Variants { get; init; }

    /// <summary>Webhooks of the part <c>isolation</c>.</summary>
    public required int Webhooks { get; init; }

    /// <summary>Events a second of the part <c>isolation</c>; 0 for as fast as they go.</summary>
    public required int Rate { get; init; }

    /// <summary>Queued deliveries of the part <c>restart</c>.</summary>
    public required int Queued { get; init; }

    /// <summary>Whether the device simulator, instead of raw sockets, sends in the parts <c>frames</c> and <c>records</c>.</summary>
    public required bool UseSimulator { get; init; }

    /// <summary>Whether server and load get one core each in the part <c>records</c>.</summary>
    public required bool Pin { get; init; }

    /// <summary>Gateway.dll, a Release build.</summary>
    public required string GatewayAssembly { get; init; }

    /// <summary>Scratch folder of the run; deleted at the end.</summary>
    public required string Folder { get; init; }

    public bool IsChosen(string variant) =>
        Variants.Count == 0 || Variants.Any(word => variant.Contains(word, StringComparison.OrdinalIgnoreCase));
}
