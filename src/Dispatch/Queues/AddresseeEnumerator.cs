namespace Gateway.Dispatch.Queues;

/// <summary>Walks over the webhooks of an <see cref="EventRecord"/>, already checked when the record was read.</summary>
public ref struct AddresseeEnumerator
{
    private ReadOnlySpan<byte> _rest;

    internal AddresseeEnumerator(ReadOnlySpan<byte> addressees) => _rest = addressees;

    public long Current { get; private set; }

    public readonly AddresseeEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!VarInt.TryRead(ref _rest, out var delta))
        {
            return false;
        }

        Current += (long)delta;
        return true;
    }
}
