using System.Collections.Concurrent;
using Gateway.Configuration.Submissions;
using Gateway.Vehicles;

namespace Gateway.Tests.Hosts;

/// <summary>Stands for the report journal: what is appended is noted.</summary>
internal sealed class FakeVehicleCommands : IVehicleCommands
{
    public ConcurrentQueue<Submission> Appended { get; } = new();

    public CommandOutcome Outcome { get; set; } = CommandOutcome.Done;

    public Task<CommandOutcome> AppendAsync(Submission submission, CancellationToken cancellationToken)
    {
        Appended.Enqueue(submission);
        return Task.FromResult(Outcome);
    }
}
