using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Drivers;

/// <summary>The drivers: reads from a snapshot, writes through the one writer.</summary>
public sealed class DriverDirectory(ConfigurationWriter writer, TimeProvider time) : IDriverDirectory
{
    private volatile DriverSnapshot _current = DriverSnapshot.Empty;

    /// <inheritdoc/>
    public DriverSnapshot Current => _current;

    /// <summary>An account's driver, or null.</summary>
    public Driver? Find(long accountId, long id) => _current.Find(id) is { } found && found.AccountId == accountId ? found : null;

    public Task<WriteResult<Driver>> CreateAsync(
        long accountId,
        DriverDraft draft,
        IdempotencyClaim<Driver>? claim,
        CancellationToken cancellationToken) => writer.WriteAsync(
            claim,
            async context =>
            {
                if (CredentialFault(accountId, 0, draft) is { } fault)
                {
                    return WriteResult.Refused<Driver>(fault);
                }

                var row = new DriverRow
                {
                    AccountId = accountId,
                    FirstName = draft.FirstName,
                    LastName = draft.LastName,
                    Credential = draft.Credential,
                    CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                };
                context.Drivers.Add(row);
                await context.SaveChangesAsync();
                return WriteResult.Done(ToDriver(row));
            },
            driver => _current = _current.With(driver),
            cancellationToken);

    /// <summary>Changes a driver; <paramref name="change"/> sees its last state and answers the new one, or what is wrong.</summary>
    public Task<WriteResult<Driver>> UpdateAsync(
        long accountId,
        long id,
        Func<DriverDraft, WriteResult<DriverDraft>> change,
        CancellationToken cancellationToken) => writer.WriteAsync(
            async context =>
            {
                if (Find(accountId, id) is not { } before)
                {
                    return WriteResult.NotFound<Driver>();
                }

                var changed = change(new DriverDraft(before.FirstName, before.LastName, before.Credential));
                if (changed.Status != WriteStatus.Done)
                {
                    return WriteResult.Refused<Driver>(changed.Faults);
                }

                var draft = changed.Value;
                if (CredentialFault(accountId, id, draft) is { } fault)
                {
                    return WriteResult.Refused<Driver>(fault);
                }

                var row = await context.Drivers.SingleAsync(row => row.Id == id);
                row.FirstName = draft.FirstName;
                row.LastName = draft.LastName;
                row.Credential = draft.Credential;
                return WriteResult.Done(ToDriver(row));
            },
            driver => _current = _current.With(driver),
            cancellationToken);

    public Task<WriteResult<Driver>> DeleteAsync(long accountId, long id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async context =>
            {
                if (Find(accountId, id) is not { } driver)
                {
                    return WriteResult.NotFound<Driver>();
                }

                await context.Drivers.Where(row => row.Id == id).ExecuteDeleteAsync();
                return WriteResult.Done(driver);
            },
            driver => _current = _current.Without(driver),
            cancellationToken);

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Drivers.AsNoTracking().ToListAsync(cancellationToken);
        _current = DriverSnapshot.Empty.With(rows.ConvertAll(ToDriver));
    }

    private static Driver ToDriver(DriverRow row) =>
        new(row.Id, row.AccountId, row.FirstName, row.LastName, row.Credential, row.CreatedMs);

    private Fault? CredentialFault(long accountId, long id, DriverDraft draft) =>
        draft.Credential is { } credential
        && _current.FindByCredential(accountId, credential) is { } other
        && other.Id != id
            ? new Fault("credential", "credential is already used by a driver.", FaultKind.Taken)
            : null;
}
