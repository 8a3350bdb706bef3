namespace Gateway.Dispatch.Delivery;

/// <summary>
/// The place of one webhook in the line of <see cref="SendTurns"/>. However many POSTs it wants to begin, it stands there once, and
/// who waits costs no memory but a count. All members from any thread.
/// </summary>
/// <param name="turns">The line.</param>
/// <param name="begin">Begins a POST; does not wait for its answer, and does not throw.</param>
internal sealed class SendPlace(SendTurns turns, Action begin)
{
    // While it is above 0, the place stands in line, or is in the hand of who gives it its turn; never twice.
    private int _waiting;

    /// <summary>One more POST that is to begin when the webhook's turn has come.</summary>
    public void Add()
    {
        if (Interlocked.Increment(ref _waiting) == 1)
        {
            turns.Enqueue(this);
        }
    }

    /// <summary>The webhook's turn: begins some POSTs; where more wait it stands at the end of the line again.</summary>
    /// <param name="most">Most that begin.</param>
    /// <returns>How many began.</returns>
    public int TakeTurn(int most)
    {
        var count = Math.Min(Volatile.Read(ref _waiting), most);
        if (Interlocked.Add(ref _waiting, -count) > 0)
        {
            turns.Enqueue(this);
        }

        for (var i = 0; i < count; i++)
        {
            begin();
        }

        return count;
    }
}
