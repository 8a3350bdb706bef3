namespace Gateway.Dispatch.Webhooks;

/// <summary>In which order a webhook's messages go out.</summary>
public enum DeliveryOrder : byte
{
    /// <summary>As fast as they can; a failed message waits aside.</summary>
    None = 0,

    /// <summary>
    /// At most one POST in flight for a vehicle, in the order in which its events were journaled: none overtakes another.
    /// A failed message holds back its vehicle only.
    /// </summary>
    Vehicle = 1,
}
