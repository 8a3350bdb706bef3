namespace Gateway.Configuration.Store;

/// <summary>Makes the data folder and the database file readable for their owner only: there are secrets in them.</summary>
internal static class DataFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Prepare(string folder, string database)
    {
        if (OperatingSystem.IsWindows())
        {
            // Folders under a profile or a service's data folder are its owner's alone by inheritance.
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        // SQLite gives its log files the mode of the database.
        new FileStream(database, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            UnixCreateMode = OwnerOnly,
        }).Dispose();
        File.SetUnixFileMode(database, OwnerOnly);
    }
}
