namespace Gateway.Tracing;

/// <summary>Where traces go, section <c>Gateway:Otlp</c>. Off while no endpoint is set.</summary>
public sealed class OtlpOptions
{
    /// <summary>
    /// The collector: <c>http://host:4317</c> for <c>grpc</c>, the whole address such as
    /// <c>http://host:4318/v1/traces</c> for <c>http/protobuf</c>. Null: no traces.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>.</summary>
    public string Protocol { get; set; } = "grpc";

    /// <summary>Headers for the collector, <c>name=value,name=value</c>; null for none. May hold a secret; never logged.</summary>
    public string? Headers { get; set; }

    /// <summary>Share of the events that are traced, 0 to 1.</summary>
    public double SampleRatio { get; set; } = 0.01;

    /// <summary>Whether traces are made.</summary>
    public bool IsOn => !string.IsNullOrEmpty(Endpoint);

    /// <summary>Every value that makes no sense, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (IsOn && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0))
        {
            faults.Add("Gateway:Otlp:Endpoint must be an http or https address without user and password.");
        }

        if (Protocol is not ("grpc" or "http/protobuf"))
        {
            faults.Add("Gateway:Otlp:Protocol must be grpc or http/protobuf.");
        }

        if (Headers is { } headers && !headers.Split(',').All(static header => header.IndexOf('=', StringComparison.Ordinal) > 0))
        {
            faults.Add("Gateway:Otlp:Headers must be name=value pairs with commas between them.");
        }

        if (!(SampleRatio is >= 0 and <= 1))
        {
            faults.Add("Gateway:Otlp:SampleRatio must be 0 to 1.");
        }

        return faults;
    }
}
