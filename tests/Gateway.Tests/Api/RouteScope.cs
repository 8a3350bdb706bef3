namespace Gateway.Tests.Api;

/// <summary>What a route's answer depends on.</summary>
public enum RouteScope
{
    /// <summary>One object that the path names: 404 for another account.</summary>
    Object,

    /// <summary>A list: each account sees its own, and the answers share nothing.</summary>
    List,

    /// <summary>A create whose body names other objects: 422 where they are another account's.</summary>
    Names,

    /// <summary>The account's own, with no id in the path: what another account does with it changes nothing here.</summary>
    Own,

    /// <summary>The same for all.</summary>
    Shared,

    /// <summary>For the operator: 403 for admins of another account.</summary>
    Operator,
}
