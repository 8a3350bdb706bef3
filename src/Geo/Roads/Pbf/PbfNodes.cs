namespace Gateway.Geo.Roads.Pbf;

/// <summary>The nodes of a block, dense or plain.</summary>
internal static class PbfNodes
{
    /// <summary>Tells the places of the nodes that are wanted; false where the block is broken.</summary>
    public static bool ReadBlock(PbfBlock block, ReadOnlySpan<byte> data, NodePlaces places)
    {
        foreach (var range in block.Groups)
        {
            var group = new ProtoReader(data[range]);
            while (group.Next(out var field))
            {
                var isRead = true;
                switch (field)
                {
                    case 1:
                        isRead = ReadNode(block, group.Bytes(), places);
                        break;
                    case 2:
                        isRead = ReadDense(block, group.Bytes(), places);
                        break;
                    default:
                        group.Skip();
                        break;
                }

                if (!isRead)
                {
                    return false;
                }
            }

            if (group.Failed)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadNode(PbfBlock block, ReadOnlySpan<byte> bytes, NodePlaces places)
    {
        long id = 0, latitude = 0, longitude = 0;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    id = reader.Signed();
                    break;
                case 8:
                    latitude = reader.Signed();
                    break;
                case 9:
                    longitude = reader.Signed();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.Failed && Set(block, places, id, latitude, longitude);
    }

    private static bool ReadDense(PbfBlock block, ReadOnlySpan<byte> bytes, NodePlaces places)
    {
        ReadOnlySpan<byte> ids = default, latitudes = default, longitudes = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    ids = reader.Bytes();
                    break;
                case 8:
                    latitudes = reader.Bytes();
                    break;
                case 9:
                    longitudes = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var idReader = new ProtoReader(ids);
        var latitudeReader = new ProtoReader(latitudes);
        var longitudeReader = new ProtoReader(longitudes);
        long id = 0, latitude = 0, longitude = 0;
        while (!idReader.IsEmpty)
        {
            id += idReader.PackedSigned();
            latitude += latitudeReader.PackedSigned();
            longitude += longitudeReader.PackedSigned();
            if (idReader.Failed || latitudeReader.Failed || longitudeReader.Failed
                || !Set(block, places, id, latitude, longitude))
            {
                return false;
            }
        }

        return !reader.Failed;
    }

    private static bool Set(PbfBlock block, NodePlaces places, long id, long latitude, long longitude)
    {
        // Beyond these no product fits, and no position lies.
        const long Most = long.MaxValue / 2_000_000_000;
        return latitude is > -Most and < Most && longitude is > -Most and < Most
            && places.Set(
                id,
                unchecked(block.LatitudeOffset + (block.Granularity * latitude)),
                unchecked(block.LongitudeOffset + (block.Granularity * longitude)));
    }
}
