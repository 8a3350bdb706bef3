using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Idempotency;

/// <summary>The idempotency keys used of late, within one write.</summary>
internal sealed class IdempotencyRecords(GatewayDbContext context, TimeProvider time)
{
    /// <summary>What an earlier use of the key means for this request; null where there was none.</summary>
    public async Task<WriteResult<T>?> FindAsync<T>(IdempotencyClaim<T> claim)
    {
        var oldest = Oldest();
        var record = await context.IdempotencyRecords.AsNoTracking().SingleOrDefaultAsync(
            row => row.AccountId == claim.AccountId && row.Key == claim.Key && row.CreatedMs > oldest);
        return record switch
        {
            null => null,
            _ when record.RequestHash != claim.RequestHash => WriteResult.KeyReused<T>(),
            _ => WriteResult.Replayed<T>(new StoredAnswer(record.Status, record.Location, record.Body)),
        };
    }

    /// <summary>Stores the answer, and forgets what is too old or too much.</summary>
    public async Task AddAsync<T>(IdempotencyClaim<T> claim, T value)
    {
        var oldest = Oldest();
        await context.IdempotencyRecords.Where(row => row.CreatedMs <= oldest).ExecuteDeleteAsync();
        var surplus = await context.IdempotencyRecords
            .Where(row => row.AccountId == claim.AccountId)
            .OrderByDescending(row => row.Id)
            .Skip(IdempotencyLimits.KeysPerAccount - 1)
            .Select(row => row.Id)
            .FirstOrDefaultAsync();
        if (surplus > 0)
        {
            await context.IdempotencyRecords
                .Where(row => row.AccountId == claim.AccountId && row.Id <= surplus)
                .ExecuteDeleteAsync();
        }

        var answer = claim.Render(value);
        context.IdempotencyRecords.Add(new IdempotencyRow
        {
            AccountId = claim.AccountId,
            Key = claim.Key,
            RequestHash = claim.RequestHash,
            Status = answer.Status,
            Location = answer.Location,
            Body = answer.Body,
            CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
    }

    private long Oldest() => (time.GetUtcNow() - IdempotencyLimits.Retention).ToUnixTimeMilliseconds();
}
