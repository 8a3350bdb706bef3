namespace Gateway.Vehicles.Timelines;

/// <summary>Identity of an object, and what receivers were told of it.</summary>
/// <param name="Id">
/// Hash of vehicle, kind, start, and the fact that brought it to light; never given twice. Below
/// <see cref="FirstId"/> while history is folded again: then the object's place in the fold.
/// </param>
/// <param name="Revision">The last one sent; -1 where nothing was.</param>
/// <param name="Sent">Hash of the content last sent.</param>
internal readonly record struct ObjectTag(ulong Id, int Revision, ulong Sent)
{
    /// <summary>Real ids have their highest bit set.</summary>
    public const ulong FirstId = 1UL << 63;

    /// <summary><see cref="Sent"/> of an object that was voided.</summary>
    public const ulong Voided = 1;

    public bool IsTemporary => Id < FirstId;
}
