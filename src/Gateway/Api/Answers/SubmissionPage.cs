using System.Globalization;
using Gateway.Api.Problems;
using Gateway.Configuration.Store;
using Gateway.Configuration.Submissions;

namespace Gateway.Api.Answers;

/// <summary>Lists what was posted about vehicles.</summary>
internal static class SubmissionPage
{
    /// <summary>The page that the request asks for, of one vehicle where it says <c>vehicle_id</c>; or what is wrong.</summary>
    public static async Task<(Page<T>? Page, ApiProblem? Problem)> ReadAsync<T>(
        HttpContext context,
        long accountId,
        SubmissionKind kind,
        SubmissionDirectory submissions,
        Func<Submission, T> render)
    {
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        var vehicleId = default(long?);
        if (context.Request.Query.TryGetValue("vehicle_id", out var text))
        {
            vehicleId = long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
            if (vehicleId is null)
            {
                faults.Add(new Fault("vehicle_id", "vehicle_id must be a vehicle's id."));
            }
        }

        if (faults.Count > 0)
        {
            return (null, ApiProblem.Of(faults));
        }

        var found = await submissions.ListAsync(
            accountId, kind, vehicleId, query.After, query.Limit + 1, context.RequestAborted);
        return (query.Take(found, submission => submission.Id, render), null);
    }
}
