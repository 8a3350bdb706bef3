namespace Gateway.Vehicles;

/// <summary>How far the readers are behind the report journal.</summary>
/// <param name="Records">Records on disk that are not processed yet, frames mostly; all partitions together.</param>
/// <param name="Age">How long ago the record in hand was appended; of the slowest partition. Zero where all has been read.</param>
internal readonly record struct ReaderLag(long Records, TimeSpan Age);
