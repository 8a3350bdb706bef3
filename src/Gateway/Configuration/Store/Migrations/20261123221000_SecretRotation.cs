using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gateway.Configuration.Store.Migrations
{
    /// <inheritdoc />
    public partial class SecretRotation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OldSecrets",
                table: "webhooks",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OldSecrets",
                table: "webhooks");
        }
    }
}
