namespace Gateway.Bench.Load.Dispatching;

/// <summary>What the webhooks of a <see cref="DispatchRun"/> are like.</summary>
internal enum DispatchVariant
{
    Plain = 0,

    /// <summary>As plain, the dispatcher without its attempt log.</summary>
    NoAttemptLog,

    Form,

    Batches,

    VehicleOrder,
}
