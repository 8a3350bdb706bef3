namespace Gateway.Testing;

/// <summary>Finds the checkout that the running tests were built from.</summary>
public static class ProjectRoot
{
    /// <summary>The folder that holds <c>Gateway.sln</c>.</summary>
    public static string Path { get; } = Find();

    /// <summary>
    /// The real device frames beside the checkout (<c>../shared/vectors</c>), or null on a plain clone; tests that
    /// need them skip with that reason.
    /// </summary>
    public static string? Vectors
    {
        get
        {
            var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared", "vectors"));
            return Directory.Exists(path) ? path : null;
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Gateway.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Gateway.sln is not above the test binaries.");
    }
}
