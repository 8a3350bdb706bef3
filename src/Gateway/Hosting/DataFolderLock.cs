namespace Gateway.Hosting;

/// <summary>Keeps a second server away from a data folder, as long as it is held; the system frees it at any death.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null, with the reason, where another process has it.</summary>
    public static DataFolderLock? TryTake(string folder, out string? fault)
    {
        fault = null;
        var path = Path.Combine(folder, "gateway.lock");
        try
        {
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            fault = $"The data folder {folder} can't be written: {e.Message}";
        }
        catch (IOException)
        {
            fault = $"Another gateway is running on the data folder {folder}. Stop it, or give this one a folder of "
                + "its own with --data.";
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
