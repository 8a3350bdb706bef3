using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Gateway.Vehicles;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Submissions;

/// <summary>
/// Inspections and driver assignments that were posted. Each is written here first, marked as pending, then appended to
/// the report journal of its vehicle, and only then answered; a start appends again what is still pending. So one that
/// was answered is in both, whatever happens between, and an append done twice is known by its id.
/// </summary>
public sealed class SubmissionDirectory(
    IDbContextFactory<GatewayDbContext> contexts, ConfigurationWriter writer, TimeProvider time)
{
    /// <summary>The most that are kept of an account, of each kind; the oldest go first.</summary>
    public const int KeptPerAccount = 50_000;

    private long _lastCreatedMs;

    /// <summary>Writes and appends it. What the journal does not take is taken back.</summary>
    public async Task<SubmissionResult> CreateAsync(
        long accountId,
        SubmissionDraft draft,
        IdempotencyClaim<Submission>? claim,
        IVehicleCommands commands,
        CancellationToken cancellationToken)
    {
        var written = await writer.WriteAsync(
            claim,
            async context =>
            {
                // One write at a time. Of two for one moment the later one holds, also where the clock stands or goes back.
                var now = _lastCreatedMs = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), _lastCreatedMs + 1);
                await PruneAsync(context, accountId, draft.Kind);
                var row = new SubmissionRow
                {
                    AccountId = accountId,
                    VehicleId = draft.VehicleId,
                    Kind = (int)draft.Kind,
                    TimeMs = draft.TimeMs ?? now,
                    DriverId = draft.DriverId,
                    Fields = draft.Fields,
                    CreatedMs = now,
                    Pending = true,
                };
                context.Submissions.Add(row);
                await context.SaveChangesAsync();
                return WriteResult.Done(ToSubmission(row));
            },
            _ => { },
            cancellationToken);
        if (written.Status != WriteStatus.Done)
        {
            return new SubmissionResult(written, CommandOutcome.Done);
        }

        var outcome = await commands.AppendAsync(written.Value, CancellationToken.None);
        await (outcome == CommandOutcome.Done ? SettleAsync(written.Value) : WithdrawAsync(written.Value, claim));
        return new SubmissionResult(written, outcome);
    }

    /// <summary>Appends again what a crash may have kept from the journal; an outcome other than done ends it.</summary>
    public async Task<CommandOutcome> ResumeAsync(IVehicleCommands commands, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await context.Submissions.AsNoTracking().Where(row => row.Pending).OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        foreach (var submission in pending.Select(ToSubmission))
        {
            var outcome = await commands.AppendAsync(submission, cancellationToken);
            if (outcome != CommandOutcome.Done)
            {
                return outcome;
            }

            await SettleAsync(submission);
        }

        return CommandOutcome.Done;
    }

    /// <summary>An account's submission, or null.</summary>
    public async Task<Submission?> FindAsync(
        long accountId, SubmissionKind kind, long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Submissions.AsNoTracking().SingleOrDefaultAsync(
            row => row.Id == id && row.AccountId == accountId && row.Kind == (int)kind, cancellationToken);
        return row is null ? null : ToSubmission(row);
    }

    /// <summary>An account's submissions with a higher id, ascending.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="kind">Which.</param>
    /// <param name="vehicleId">Only of this vehicle; null for all.</param>
    /// <param name="after">The last id before.</param>
    /// <param name="most">The most that are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Submission>> ListAsync(
        long accountId, SubmissionKind kind, long? vehicleId, long after, int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Submissions.AsNoTracking()
            .Where(row => row.AccountId == accountId && row.Kind == (int)kind && row.Id > after)
            .Where(row => vehicleId == null || row.VehicleId == vehicleId)
            .OrderBy(row => row.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(ToSubmission);
    }

    private static async Task PruneAsync(GatewayDbContext context, long accountId, SubmissionKind kind)
    {
        var surplus = await context.Submissions
            .Where(row => row.AccountId == accountId && row.Kind == (int)kind)
            .OrderByDescending(row => row.Id)
            .Skip(KeptPerAccount - 1)
            .Select(row => row.Id)
            .FirstOrDefaultAsync();
        if (surplus > 0)
        {
            await context.Submissions
                .Where(row => row.AccountId == accountId && row.Kind == (int)kind && row.Id <= surplus && !row.Pending)
                .ExecuteDeleteAsync();
        }
    }

    private static Submission ToSubmission(SubmissionRow row) => new(
        row.Id, row.AccountId, row.VehicleId, (SubmissionKind)row.Kind, row.TimeMs, row.DriverId, row.Fields, row.CreatedMs);

    private async Task SettleAsync(Submission submission) => await writer.WriteAsync(
        async context =>
        {
            await context.Submissions.Where(row => row.Id == submission.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Pending, false));
            return WriteResult.Done(submission);
        },
        _ => { },
        CancellationToken.None);

    private async Task WithdrawAsync(Submission submission, IdempotencyClaim<Submission>? claim) => await writer.WriteAsync(
        async context =>
        {
            await context.Submissions.Where(row => row.Id == submission.Id).ExecuteDeleteAsync();
            if (claim is not null)
            {
                await context.IdempotencyRecords
                    .Where(row => row.AccountId == claim.AccountId && row.Key == claim.Key).ExecuteDeleteAsync();
            }

            return WriteResult.Done(submission);
        },
        _ => { },
        CancellationToken.None);
}
