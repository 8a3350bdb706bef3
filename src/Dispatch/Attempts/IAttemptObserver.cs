namespace Gateway.Dispatch.Attempts;

/// <summary>
/// Told of every attempt once it is over, of a batch once for each of its messages, on the worker that made it: returns at once, throws nothing, copies what it
/// wants to keep.
/// </summary>
internal interface IAttemptObserver
{
    void Attempted(in AttemptView attempt);
}
