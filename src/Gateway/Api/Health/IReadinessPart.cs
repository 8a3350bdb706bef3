namespace Gateway.Api.Health;

/// <summary>A part of the gateway that must be up before it is ready. All that are registered are asked.</summary>
public interface IReadinessPart
{
    /// <summary>A short name: <c>configuration</c>, <c>journal</c>, <c>listeners</c>.</summary>
    string Name { get; }

    /// <summary>How it is now. Quick, takes no lock, throws nothing.</summary>
    Readiness Check();
}
