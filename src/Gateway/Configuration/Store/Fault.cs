namespace Gateway.Configuration.Store;

/// <summary>Why an input was not taken, for the one who sent it.</summary>
/// <param name="Field">The field at fault as it stands in the request, for example <c>filter.vehicle_ids</c>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Kind">What sort of fault.</param>
public sealed record Fault(string Field, string Message, FaultKind Kind = FaultKind.Invalid);
