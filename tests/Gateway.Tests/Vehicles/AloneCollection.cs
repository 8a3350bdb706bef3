namespace Gateway.Tests.Vehicles;

/// <summary>Tests beside which no others run.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
