namespace Gateway.Dispatch.Journal;

/// <summary>The answer to a read of one record; all but the status is 0 unless it is <c>Record</c>.</summary>
/// <param name="Status">What was found.</param>
/// <param name="NextPosition">Where the next record can start.</param>
/// <param name="Kind">The tag given at the append.</param>
/// <param name="Sequence">The record's number within its partition.</param>
/// <param name="AppendedUnixMs">When it was appended, in Unix milliseconds, UTC.</param>
/// <param name="Length">Bytes of payload written to the destination.</param>
public readonly record struct JournalReadResult(
    JournalReadStatus Status, long NextPosition, byte Kind, long Sequence, long AppendedUnixMs, int Length);
