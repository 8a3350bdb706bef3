namespace Gateway.Dispatch.Journal;

/// <summary>Small files that are either the old or the new version after a crash, never a mixture.</summary>
internal static class DurableFile
{
    /// <summary>Temporary file, flush, rename over the target, flush of the folder.</summary>
    /// <exception cref="IOException">Not replaced; the old version stands.</exception>
    public static void Replace(IJournalStorage storage, string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            storage.Write(file, content, 0);
            storage.Flush(file);
        }

        File.Move(temporary, path, overwrite: true);
        storage.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
