using Gateway.Api.Accounts;
using Gateway.Api.Audit;
using Gateway.Api.DriverAssignments;
using Gateway.Api.Drivers;
using Gateway.Api.Dvirs;
using Gateway.Api.Health;
using Gateway.Api.Keys;
using Gateway.Api.Landmarks;
using Gateway.Api.Limits;
using Gateway.Api.OpenApi;
using Gateway.Api.Operations;
using Gateway.Api.OwnAccount;
using Gateway.Api.Problems;
using Gateway.Api.Roads;
using Gateway.Api.Security;
using Gateway.Api.Users;
using Gateway.Api.Vehicles;
using Gateway.Api.Webhooks;
using Gateway.Api.WebhookTypes;
using Gateway.Health;

namespace Gateway.Api;

/// <summary>Adds the HTTP API to a host.</summary>
public static class GatewayApi
{
    /// <summary>
    /// Adds what the API needs. The host adds the rest: the configuration, the audit log, the roads, <c>IDispatcher</c>,
    /// <c>ILastReports</c>, <c>IWebhookTypeCatalog</c> and any health checks.
    /// </summary>
    public static IServiceCollection AddGatewayApi(this IServiceCollection services, ApiOptions options)
    {
        services.AddSingleton(options);
        services.AddRequestLimits(options);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Plain);
        });

        // Not AddAuthentication: that brings data protection, which leaves keys outside the data folder.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyAuthentication.SchemeName;
            options.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        });
        services.AddAuthorization(ApiPolicies.Add);
        services.AddApiDocument();
        services.AddSingleton<WebhookReferences>();
        services.AddSingleton<AssignmentWindow>();
        services.AddHealthChecks().AddCheck<ConfigurationCheck>("configuration");
        return services;
    }

    /// <summary>Maps <c>/v1</c>, <c>/health</c> and <c>/openapi/v1.json</c>, and gives every error a problem body.</summary>
    public static void MapGatewayApi(this WebApplication app)
    {
        app.UseProblems();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<AuditTrail>();
        app.UseAuthorization();
        app.UseMiddleware<UnknownPathGuard>();
        var api = app.MapGroup("/v1").RequireAuthorization(ApiPolicies.Access);
        api.MapWebhookTypes();
        api.MapWebhooks();
        api.MapAttempts();
        api.MapReplays();
        api.MapSecrets();
        api.MapVehicles();
        api.MapLandmarks();
        api.MapDrivers();
        api.MapRoads();
        api.MapDriverAssignments();
        api.MapDvirs();
        api.MapKeys();
        api.MapOwnAccount();
        api.MapAudit();
        api.MapUsers();
        api.MapAccounts();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
