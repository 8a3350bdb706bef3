using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Store;

/// <summary>
/// The configuration at rest. The model says nothing that only one database knows: lengths, keys and indexes, long ids,
/// times as Unix milliseconds, lists and maps as text.
/// </summary>
public sealed class GatewayDbContext(DbContextOptions<GatewayDbContext> options) : DbContext(options)
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<VehicleRow> Vehicles => Set<VehicleRow>();

    public DbSet<LandmarkRow> Landmarks => Set<LandmarkRow>();

    public DbSet<DriverRow> Drivers => Set<DriverRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<IdempotencyRow> IdempotencyRecords => Set<IdempotencyRow>();

    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();

    public DbSet<AccountSettingsRow> AccountSettings => Set<AccountSettingsRow>();

    public DbSet<AuditRow> AuditEntries => Set<AuditRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountRow>(account =>
        {
            account.ToTable("accounts");
            account.Property(row => row.Name).HasMaxLength(200);
        });

        modelBuilder.Entity<UserRow>(user =>
        {
            user.ToTable("users");
            user.Property(row => row.Username).HasMaxLength(100);
            user.Property(row => row.Name).HasMaxLength(200);
            user.Property(row => row.Email).HasMaxLength(254);
            user.Property(row => row.Role).HasMaxLength(20);
            user.HasIndex(row => row.Username).IsUnique().HasFilter("\"DeletedMs\" IS NULL");
            user.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_keys");
            key.Property(row => row.Name).HasMaxLength(200);
            key.Property(row => row.Role).HasMaxLength(20);
            key.Property(row => row.Prefix).HasMaxLength(20);
            key.Property(row => row.Hash).HasMaxLength(64);
            key.HasIndex(row => row.Hash).IsUnique();
            key.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
            key.HasOne<UserRow>().WithMany().HasForeignKey(row => row.UserId);
        });

        modelBuilder.Entity<VehicleRow>(vehicle =>
        {
            vehicle.ToTable("vehicles");
            vehicle.Property(row => row.RefId).HasMaxLength(64);
            vehicle.Property(row => row.DeviceId).HasMaxLength(32);
            vehicle.Property(row => row.Vin).HasMaxLength(32);
            vehicle.Property(row => row.Label).HasMaxLength(200);
            vehicle.Property(row => row.SerialNumber).HasMaxLength(64);
            vehicle.HasIndex(row => row.DeviceId).IsUnique();
            vehicle.HasIndex(row => new { row.AccountId, row.RefId }).IsUnique();
            vehicle.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<LandmarkRow>(landmark =>
        {
            landmark.ToTable("landmarks");
            landmark.Property(row => row.Name).HasMaxLength(200);
            landmark.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<DriverRow>(driver =>
        {
            driver.ToTable("drivers");
            driver.Property(row => row.FirstName).HasMaxLength(100);
            driver.Property(row => row.LastName).HasMaxLength(100);
            driver.Property(row => row.Credential).HasMaxLength(64);
            driver.HasIndex(row => new { row.AccountId, row.Credential }).IsUnique();
            driver.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<WebhookRow>(webhook =>
        {
            webhook.ToTable("webhooks");
            webhook.Property(row => row.Username).HasMaxLength(100);
            webhook.Property(row => row.Type).HasMaxLength(40);
            webhook.Property(row => row.Name).HasMaxLength(200);
            webhook.Property(row => row.Url).HasMaxLength(2048);
            webhook.Property(row => row.ContentType).HasMaxLength(10);
            webhook.Property(row => row.Email).HasMaxLength(254);
            webhook.Property(row => row.Authorization).HasMaxLength(4096);
            webhook.Property(row => row.Secret).HasMaxLength(128);
            webhook.Property(row => row.RetrySchedule).HasMaxLength(300);
            webhook.Property(row => row.OldSecrets).HasMaxLength(2000);
            webhook.Property(row => row.DisabledReason).HasMaxLength(1000);
            webhook.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<SubmissionRow>(submission =>
        {
            submission.ToTable("submissions");
            submission.HasIndex(row => new { row.AccountId, row.Kind, row.Id });
            submission.HasIndex(row => row.Pending);
            submission.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<AccountSettingsRow>(settings =>
        {
            settings.ToTable("account_settings");
            settings.Property(row => row.Values).HasMaxLength(2000);
            settings.HasIndex(row => new { row.AccountId, row.Id });
            settings.HasOne<AccountRow>().WithMany().HasForeignKey(row => row.AccountId);
        });

        modelBuilder.Entity<AuditRow>(entry =>
        {
            entry.ToTable("audit_entries");
            entry.Property(row => row.KeyPrefix).HasMaxLength(20);
            entry.Property(row => row.Username).HasMaxLength(100);
            entry.Property(row => row.Method).HasMaxLength(20);
            entry.Property(row => row.Route).HasMaxLength(200);
            entry.Property(row => row.Object).HasMaxLength(40);
            entry.Property(row => row.RemoteAddress).HasMaxLength(64);
            entry.HasIndex(row => new { row.AccountId, row.Id });
            entry.HasIndex(row => row.TimeMs);
        });

        modelBuilder.Entity<IdempotencyRow>(record =>
        {
            record.ToTable("idempotency_records");
            record.Property(row => row.Key).HasMaxLength(128);
            record.Property(row => row.RequestHash).HasMaxLength(64);
            record.Property(row => row.Location).HasMaxLength(200);
            record.HasIndex(row => new { row.AccountId, row.Key }).IsUnique();
            record.HasIndex(row => row.CreatedMs);
        });
    }
}
