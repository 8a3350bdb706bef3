namespace DeviceSimulator.Fleet;

/// <summary>
/// Hears what the devices do. Called on the fleet's event loops: must not block, and must expect calls about
/// different vehicles from different threads at once (about one vehicle they come one after another). What it throws
/// ends the run. Without an observer nothing of this costs anything.
/// </summary>
public interface IFleetObserver
{
    /// <summary>A device made a record and holds it.</summary>
    void RecordCreated(in RecordInfo record)
    {
    }

    /// <summary>The server acknowledged these records and the device has forgotten them. The span is reused afterwards.</summary>
    void RecordsAcknowledged(int vehicleIndex, ReadOnlySpan<RecordInfo> records)
    {
    }

    /// <summary>The server accepted the device's login.</summary>
    void Connected(int vehicleIndex)
    {
    }

    /// <summary>The server refused the device's login.</summary>
    void Refused(int vehicleIndex)
    {
    }

    /// <summary>An established connection ended, by either side.</summary>
    void Disconnected(int vehicleIndex)
    {
    }
}
