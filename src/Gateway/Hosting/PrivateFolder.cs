namespace Gateway.Hosting;

/// <summary>Makes folders that only their owner can read: there are secrets in the data folder.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes the folder with mode 0700 where it does not exist.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>As <see cref="Create"/>; a fault in words, null where the folder is there.</summary>
    public static string? TryCreate(string path)
    {
        try
        {
            Create(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The data folder {path} can't be made: {e.Message}";
        }
    }
}
