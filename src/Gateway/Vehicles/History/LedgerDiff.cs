using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>Decides what becomes of an object that was folded again: its tag, and whether receivers hear of it.</summary>
internal static class LedgerDiff
{
    /// <summary>The object's tag from now on, and the message that it takes, if any.</summary>
    /// <param name="now">The object.</param>
    /// <param name="before">What receivers were told; null for nothing.</param>
    /// <param name="newId">The id of an object that receivers do not know.</param>
    /// <param name="revision">The message.</param>
    public static ObjectTag Decide(in TimelineObject now, LedgerEntry? before, ulong newId, out Revision? revision)
    {
        // A trip is told of when it has ended.
        var untold = now.IsSilent || now is { Kind: ObjectKind.Trip, IsOpen: true };
        var tag = before?.Tag ?? new ObjectTag(newId, -1, 0);
        revision = null;
        if (before is not { WasSent: true } sent)
        {
            return untold ? tag : Tell(now, null, tag, isVoid: false, out revision);
        }

        if (now is { Kind: ObjectKind.Trip, IsOpen: true })
        {
            // What silence had told of a trip that goes on stands until it ends; an end that was none does not, nor what
            // was told of a trip that turns out not to have moved: it may come to nothing.
            return sent.IsOpen && now.HasMoved ? tag : Tell(now, sent, tag, isVoid: true, out revision);
        }

        if (untold)
        {
            return Tell(now, sent, tag, isVoid: true, out revision);
        }

        if (now is { Kind: ObjectKind.Idle, IsOpen: true } && sent.IsOpen && sent.StartMs == now.StartMs)
        {
            // It goes on, and may have reached thresholds that it had not before.
            revision = now.ShownMs > sent.ShownMs ? new Revision(now with { Tag = tag }, sent, false) : null;
            return tag;
        }

        if (tag.Sent == now.Content)
        {
            return tag;
        }

        var told = Tell(now, sent, tag, isVoid: false, out revision);

        // Thresholds that are void now may yet be reached: that is to be a revision after this one.
        return now is { Kind: ObjectKind.Idle, IsOpen: true } && now.ShownMs < sent.LastedMs
            ? told with { Revision = told.Revision + 1 }
            : told;
    }

    /// <summary>The message that an object did not happen; null where nobody was told of it.</summary>
    public static Revision? Void(in LedgerEntry before)
    {
        if (!before.WasSent)
        {
            return null;
        }

        var gone = new TimelineObject
        {
            Kind = before.Kind,
            StartMs = before.StartMs,
            EndMs = before.EndMs,
            Key = before.Key,
            OdometerMeters = -1,
            Figures = TimelineFigures.Empty,
            SinceMs = TimelineState.NoTime,
            EnterCrossingMs = TimelineState.NoTime,
            LeaveCrossingMs = TimelineState.NoTime,
            Tag = new ObjectTag(before.Tag.Id, before.Tag.Revision + 1, ObjectTag.Voided),
        };
        return new Revision(gone, before, true);
    }

    private static ObjectTag Tell(
        in TimelineObject now, LedgerEntry? before, ObjectTag tag, bool isVoid, out Revision? revision)
    {
        var told = new ObjectTag(tag.Id, tag.Revision + 1, isVoid ? ObjectTag.Voided : now.Content);
        revision = new Revision(now with { Tag = told }, before, isVoid);
        return told;
    }
}
