using System.Globalization;
using Gateway.Configuration.Store;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;

namespace Gateway.Api.Operations;

/// <summary>Which attempts are asked for.</summary>
/// <param name="Outcomes">Only these, null for all.</param>
/// <param name="Status">Only answers with this status, null for all.</param>
internal readonly record struct AttemptQuery(IReadOnlyList<AttemptOutcome>? Outcomes, int? Status)
{
    private static readonly AttemptOutcome[] Known =
        [.. Enum.GetValues<AttemptOutcome>().Where(outcome => outcome != AttemptOutcome.NotAttempted)];

    public bool Passes(AttemptEntry entry) =>
        (Outcomes is null || Outcomes.Contains(entry.Outcome)) && (Status is null || entry.StatusCode == Status);

    /// <summary>Reads <c>outcome</c> and <c>status</c>; faults are added.</summary>
    public static AttemptQuery Read(HttpRequest request, List<Fault> faults)
    {
        IReadOnlyList<AttemptOutcome>? outcomes = null;
        if (request.Query.TryGetValue("outcome", out var name))
        {
            outcomes = [.. Known.Where(outcome => AttemptObject.NameOf(outcome) == name
                || (name == "failed" && outcome != AttemptOutcome.Delivered))];
            if (outcomes.Count == 0)
            {
                faults.Add(new Fault(
                    "outcome", $"outcome must be failed or one of {string.Join(", ", Known.Select(AttemptObject.NameOf))}."));
            }
        }

        int? status = null;
        if (request.Query.TryGetValue("status", out var text))
        {
            status = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599
                ? code
                : null;
            if (status is null)
            {
                faults.Add(new Fault("status", "status must be an HTTP status, 100 to 599."));
            }
        }

        return new AttemptQuery(outcomes, status);
    }
}
