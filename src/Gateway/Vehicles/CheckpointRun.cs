namespace Gateway.Vehicles;

/// <summary>
/// Writes the states of one moment while records go on changing them: in steps, and a state that is about to change
/// before it does. So nobody waits for the whole fleet. For the partition's reader only.
/// </summary>
internal sealed class CheckpointRun
{
    private readonly VehicleStates _states;
    private readonly ReportProcessor _processor;
    private readonly int _generation;
    private readonly int _end;
    private int _next;

    /// <param name="writer">Takes the states; disposed of by who made it.</param>
    /// <param name="states">The vehicles; those of now are written as they are now.</param>
    /// <param name="processor">Makes blocks of long tails.</param>
    public CheckpointRun(CheckpointWriter writer, VehicleStates states, ReportProcessor processor)
    {
        Writer = writer;
        _states = states;
        _processor = processor;
        (_generation, _end) = states.BeginGeneration();
    }

    public CheckpointWriter Writer { get; }

    /// <summary>Why it can't be completed; null while all is well.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>Owed before a state changes.</summary>
    public void Keep(VehicleState state)
    {
        if (state.Generation == _generation || Failure is not null)
        {
            return;
        }

        state.Generation = _generation;
        if (state.IsRemoved)
        {
            return;
        }

        // Tails that late data, or a full disk, made long do not stay in memory.
        if (state.Tail.FactCount > 2 * ReportProcessor.TailFacts)
        {
            _ = _processor.WriteBlock(state);
        }

        try
        {
            Writer.Add(state);
        }
        catch (IOException e)
        {
            Failure = e;
        }
    }

    /// <summary>Writes some more; true when all are written, or it failed.</summary>
    /// <param name="count">How many to look at.</param>
    public bool Step(int count)
    {
        for (; count > 0 && _next < _end && Failure is null; count--)
        {
            Keep(_states.InOrder(_next++));
        }

        return _next == _end || Failure is not null;
    }
}
