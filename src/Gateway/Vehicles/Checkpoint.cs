using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <summary>The states of a partition's vehicles, and the journal positions that they stand for.</summary>
/// <param name="ReportPosition">The first report record that is not in the states.</param>
/// <param name="EventPosition">
/// All events of the reports before it are before this position of the event journal; those of later ones are not.
/// </param>
/// <param name="States">The vehicles.</param>
/// <param name="HistoryPosition">All blocks of history that the states speak of are before it.</param>
/// <param name="HistoryMarks">How old history is, by position: what is old enough is given up.</param>
internal sealed record Checkpoint(
    long ReportPosition,
    long EventPosition,
    IReadOnlyCollection<VehicleState> States,
    long HistoryPosition = 0,
    IReadOnlyList<HistoryMark>? HistoryMarks = null);
