using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

internal static class Checkpoints
{
    /// <summary>Writes a checkpoint at once.</summary>
    public static async Task WriteAsync(this CheckpointStore store, Checkpoint checkpoint)
    {
        await using var writer = store.Begin();
        foreach (var state in checkpoint.States)
        {
            writer.Add(state);
        }

        await writer.CompleteAsync(checkpoint);
    }
}
