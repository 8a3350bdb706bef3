namespace DeviceSimulator.Fleet.Routes;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): eight bytes of state, the same numbers on every machine.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one vehicle, unrelated to its neighbours'.</summary>
    public static SplitMix For(long seed, int index) => new(Mix((ulong)seed) ^ Mix(~(ulong)index));

    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The next number of [0, 1).</summary>
    public double NextUnit()
    {
        var value = Mix(_state);
        _state += 0x9E3779B97F4A7C15;
        return (value >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The next number of [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Next(double low, double high) => low + ((high - low) * NextUnit());
}
