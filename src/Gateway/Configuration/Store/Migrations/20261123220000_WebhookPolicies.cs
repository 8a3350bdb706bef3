using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gateway.Configuration.Store.Migrations
{
    /// <inheritdoc />
    public partial class WebhookPolicies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BatchSize",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BatchWaitMs",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Collapse",
                table: "webhooks",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "MaxConcurrency",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OrderedByVehicle",
                table: "webhooks",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "RateLimitPerSecond",
                table: "webhooks",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RetentionHours",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RetentionMessages",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RetrySchedule",
                table: "webhooks",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TimeoutSeconds",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "BatchSize",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "BatchWaitMs",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "Collapse",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "MaxConcurrency",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "OrderedByVehicle",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "RateLimitPerSecond",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "RetentionHours",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "RetentionMessages",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "RetrySchedule",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "TimeoutSeconds",
                table: "webhooks");
        }
    }
}
