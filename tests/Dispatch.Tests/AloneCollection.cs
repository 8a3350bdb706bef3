namespace Gateway.Dispatch.Tests;

/// <summary>Tests that measure the process and therefore run one at a time, after the others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
