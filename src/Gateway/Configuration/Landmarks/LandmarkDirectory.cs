using System.Text.Json;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Gateway.Geo.Landmarks;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Landmarks;

/// <summary>
/// The landmarks: the hot path reads shapes from a snapshot, the API reads the texts that came in from the store; writes
/// go through the one writer. A change builds its account's index anew, so import collections rather than one by one.
/// </summary>
public sealed class LandmarkDirectory(
    ConfigurationWriter writer,
    IDbContextFactory<GatewayDbContext> contexts,
    TimeProvider time) : ILandmarkDirectory
{
    private volatile LandmarkSnapshot _current = LandmarkSnapshot.Empty;

    /// <inheritdoc/>
    public LandmarkSnapshot Current => _current;

    /// <summary>An account's landmark as it is shown, or null.</summary>
    public async Task<StoredLandmark?> FindAsync(long accountId, long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Landmarks.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == id && row.AccountId == accountId, cancellationToken);
        return row is null ? null : ToStored(row);
    }

    /// <summary>An account's landmarks with a higher id, ascending, at most <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<StoredLandmark>> ListAsync(
        long accountId, long after, int count, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Landmarks.AsNoTracking()
            .Where(row => row.AccountId == accountId && row.Id > after)
            .OrderBy(row => row.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(ToStored);
    }

    /// <summary>Makes landmarks, all or none.</summary>
    public async Task<WriteResult<IReadOnlyList<StoredLandmark>>> CreateAsync(
        long accountId,
        IReadOnlyList<LandmarkDraft> drafts,
        IdempotencyClaim<IReadOnlyList<StoredLandmark>>? claim,
        CancellationToken cancellationToken)
    {
        var made = new List<Landmark>(drafts.Count);
        return await writer.WriteAsync(
            claim,
            async context =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var rows = drafts.Select(draft => new LandmarkRow
                {
                    AccountId = accountId,
                    Name = draft.Name,
                    Geometry = draft.Geometry,
                    Properties = draft.Properties,
                    CreatedMs = now,
                    GeometryMs = now,
                }).ToList();
                context.Landmarks.AddRange(rows);
                await context.SaveChangesAsync();
                made.AddRange(rows.Zip(drafts, (row, draft) => ToLandmark(row.Id, accountId, draft, now)));
                return WriteResult.Done<IReadOnlyList<StoredLandmark>>(rows.ConvertAll(ToStored));
            },
            _ => Replace(accountId, [], made),
            cancellationToken);
    }

    /// <summary>
    /// Changes a landmark; <paramref name="change"/> sees its last state and answers the new one, or what is wrong.
    /// </summary>
    public async Task<WriteResult<StoredLandmark>> UpdateAsync(
        long accountId,
        long id,
        Func<StoredLandmark, WriteResult<LandmarkDraft>> change,
        CancellationToken cancellationToken)
    {
        var made = new List<Landmark>(1);
        return await writer.WriteAsync(
            async context =>
            {
                var row = await context.Landmarks.SingleOrDefaultAsync(row => row.Id == id && row.AccountId == accountId);
                if (row is null)
                {
                    return WriteResult.NotFound<StoredLandmark>();
                }

                var changed = change(ToStored(row));
                if (changed.Status != WriteStatus.Done)
                {
                    return WriteResult.Refused<StoredLandmark>(changed.Faults);
                }

                row.Name = changed.Value.Name;
                if (row.Geometry != changed.Value.Geometry || RadiusChanged(row.Properties, changed.Value.Properties))
                {
                    row.GeometryMs = time.GetUtcNow().ToUnixTimeMilliseconds();
                }

                row.Geometry = changed.Value.Geometry;
                row.Properties = changed.Value.Properties;
                made.Add(ToLandmark(id, accountId, changed.Value, row.GeometryMs));
                return WriteResult.Done(ToStored(row));
            },
            _ => Replace(accountId, [id], made),
            cancellationToken);
    }

    public Task<WriteResult<long>> DeleteAsync(long accountId, long id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context => await context.Landmarks
                .Where(row => row.Id == id && row.AccountId == accountId)
                .ExecuteDeleteAsync() == 0
                ? WriteResult.NotFound<long>()
                : WriteResult.Done(id),
            gone => Replace(accountId, [gone], []),
            cancellationToken);

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var landmarks = new List<Landmark>();
        await foreach (var row in context.Landmarks.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            using var document = JsonDocument.Parse(LandmarkFeatures.Write(row.Geometry, row.Properties));
            var (drafts, faults) = LandmarkFeatures.Read(document.RootElement);
            if (faults.Count > 0)
            {
                throw new InvalidDataException($"Landmark {row.Id} can't be read: {faults[0].Path}: {faults[0].Message}");
            }

            landmarks.Add(ToLandmark(row.Id, row.AccountId, drafts[0], row.GeometryMs));
        }

        _current = LandmarkSnapshot.Create(landmarks);
    }

    private static Landmark ToLandmark(long id, long accountId, LandmarkDraft draft, long geometryMs) =>
        new(id, accountId, draft.Name, draft.Groups, draft.Shape) { ValidFromMs = geometryMs };

    /// <summary>A circle's size stands in the properties.</summary>
    private static bool RadiusChanged(string before, string now)
    {
        using var first = JsonDocument.Parse(before);
        using var second = JsonDocument.Parse(now);
        return Radius(first) != Radius(second);

        static string? Radius(JsonDocument properties) =>
            properties.RootElement.TryGetProperty("radius_m", out var radius) ? radius.GetRawText() : null;
    }

    private static StoredLandmark ToStored(LandmarkRow row) => new(row.Id, row.AccountId, row.Geometry, row.Properties);

    /// <summary>Called by the writer only, so one at a time.</summary>
    private void Replace(long accountId, IReadOnlyCollection<long> without, IReadOnlyCollection<Landmark> with)
    {
        var others = _current.Find(accountId)?.Landmarks.Where(landmark => !without.Contains(landmark.Id)) ?? [];
        _current = _current.With(accountId, others.Concat(with));
    }
}
