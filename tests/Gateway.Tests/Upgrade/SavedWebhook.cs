namespace Gateway.Tests.Upgrade;

/// <summary>A webhook as the older gateway showed it last.</summary>
internal sealed record SavedWebhook(long Id, string Secret, long Total, long QueueDepth);
