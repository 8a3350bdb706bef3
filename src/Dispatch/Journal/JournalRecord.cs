namespace Gateway.Dispatch.Journal;

/// <summary>One record as a <see cref="JournalReader"/> hands it out.</summary>
/// <param name="Position">Where it starts.</param>
/// <param name="NextPosition">Where the next one can start: the cursor to keep once this record is done with.</param>
/// <param name="Kind">The tag given at the append.</param>
/// <param name="Sequence">Grows by exactly one from record to record within a partition, over restarts too.</param>
/// <param name="AppendedUnixMs">When it was appended, in Unix milliseconds, UTC.</param>
/// <param name="Payload">The bytes; valid until the reader's next read.</param>
public readonly record struct JournalRecord(
    long Position, long NextPosition, byte Kind, long Sequence, long AppendedUnixMs, ReadOnlyMemory<byte> Payload);
