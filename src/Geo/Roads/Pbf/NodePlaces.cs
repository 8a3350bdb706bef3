namespace Gateway.Geo.Roads.Pbf;

/// <summary>Where the nodes are that ways go along: ids sorted, places beside them; 16 bytes a node.</summary>
internal sealed class NodePlaces
{
    private const int Unknown = int.MinValue;

    private readonly long[] _ids;
    private readonly int[] _latitudes;
    private readonly int[] _longitudes;

    public NodePlaces(List<long> references)
    {
        var ids = references.ToArray();
        Array.Sort(ids);
        var count = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            if (i == 0 || ids[i] != ids[i - 1])
            {
                ids[count++] = ids[i];
            }
        }

        _ids = ids.AsSpan(0, count).ToArray();
        _latitudes = new int[count];
        _longitudes = new int[count];
        Array.Fill(_latitudes, Unknown);
    }

    /// <summary>Takes a node's place in nanodegrees; false where that is no position.</summary>
    public bool Set(long id, long latitudeNano, long longitudeNano)
    {
        if (latitudeNano is < -90_000_000_000 or > 90_000_000_000
            || longitudeNano is < -180_000_000_000 or > 180_000_000_000)
        {
            return false;
        }

        var place = Array.BinarySearch(_ids, id);
        if (place >= 0)
        {
            _latitudes[place] = (int)(latitudeNano / 100);
            _longitudes[place] = (int)(longitudeNano / 100);
        }

        return true;
    }

    public bool TryGet(long id, out double latitude, out double longitude)
    {
        var place = Array.BinarySearch(_ids, id);
        if (place < 0 || _latitudes[place] == Unknown)
        {
            (latitude, longitude) = (0, 0);
            return false;
        }

        (latitude, longitude) = (_latitudes[place] / 1e7, _longitudes[place] / 1e7);
        return true;
    }
}
