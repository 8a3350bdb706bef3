using Gateway.Api.Problems;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Submissions;
using Gateway.Vehicles;

namespace Gateway.Api.Answers;

/// <summary>Answers what was posted about a vehicle.</summary>
internal static class SubmissionAnswer
{
    /// <summary>201 where it is on disk; 503 where the journal does not take it now, and nothing was kept.</summary>
    public static IResult Of(SubmissionResult result, Func<Submission, StoredAnswer> render) => result.Appended switch
    {
        CommandOutcome.Done => JsonAnswer.Of(result.Written, render),
        CommandOutcome.Full => Refused("The gateway's disk has no room for it now; send it again later."),
        _ => Refused("The gateway's journal does not take it now; its log says why."),
    };

    private static ProblemAnswer Refused(string detail) =>
        new(ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, detail));
}
