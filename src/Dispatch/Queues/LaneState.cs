namespace Gateway.Dispatch.Queues;

/// <summary>What the first message of a vehicle is doing.</summary>
internal enum LaneState : byte
{
    /// <summary>May be sent.</summary>
    Ready = 0,

    /// <summary>Failed; waits for its next attempt.</summary>
    Waiting,

    /// <summary>On its way, alone or in batches.</summary>
    Busy,
}
