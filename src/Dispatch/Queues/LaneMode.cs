namespace Gateway.Dispatch.Queues;

/// <summary>Whether a queue looks at whose messages it holds.</summary>
internal enum LaneMode : byte
{
    /// <summary>No.</summary>
    None = 0,

    /// <summary>A vehicle's messages go one after the other.</summary>
    Ordered,

    /// <summary>Of a vehicle only the newest message waits.</summary>
    Newest,
}
