namespace Gateway.Vehicles;

/// <summary>Which partition a vehicle belongs to.</summary>
public static class VehiclePartition
{
    /// <summary>
    /// The same partition for a vehicle at all times: changing this function, or the number of partitions, splits a
    /// vehicle's order. Fibonacci hashing (Knuth, TAOCP 3, section 6.4) spreads consecutive ids.
    /// </summary>
    public static int Of(long vehicleId, int partitions) =>
        (int)(((UInt128)((ulong)vehicleId * 0x9E3779B97F4A7C15UL) * (ulong)partitions) >> 64);
}
