using Gateway.Configuration.Store;
using Gateway.Vehicles;

namespace Gateway.Configuration.Submissions;

/// <summary>What came of a submission.</summary>
/// <param name="Written">What the store says.</param>
/// <param name="Appended">What the vehicle's journal says; where it is not done, nothing was kept.</param>
public readonly record struct SubmissionResult(WriteResult<Submission> Written, CommandOutcome Appended);
