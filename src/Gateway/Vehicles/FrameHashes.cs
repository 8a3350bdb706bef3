namespace Gateway.Vehicles;

/// <summary>
/// The hashes of a vehicle's last frames. A device that did not see its acknowledgement sends the same frame again; its
/// records are then already journalled, and are not processed twice.
/// </summary>
internal sealed class FrameHashes
{
    private readonly ulong[] _hashes = new ulong[VehicleState.RememberedFrames];
    private int _next;

    /// <summary>The hashes, oldest first; 0 for none.</summary>
    public IEnumerable<ulong> OldestFirst => Enumerable.Range(0, _hashes.Length).Select(i => _hashes[(_next + i) % _hashes.Length]);

    /// <summary>Remembers the hash; false where it was remembered already.</summary>
    public bool TryAdd(ulong hash)
    {
        // 0 stands for "none".
        var value = hash == 0 ? 1 : hash;
        if (Array.IndexOf(_hashes, value) >= 0)
        {
            return false;
        }

        _hashes[_next] = value;
        _next = (_next + 1) % _hashes.Length;
        return true;
    }
}
