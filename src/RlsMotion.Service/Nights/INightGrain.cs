namespace RlsMotion.Service.Nights;

/// <summary>One night of one person, being recorded or looked at again. Its key is that of <see cref="NightAddress"/>.</summary>
/// <remarks>It keeps nothing of its own: what it holds comes from the packet log, by position, and can be built again from there at any time.</remarks>
public interface INightGrain : IGrainWithStringKey
{
    /// <summary>The log may hold more of this night: takes what is there.</summary>
    Task AdvanceAsync();

    /// <summary>Takes what the log holds and stores the finished night, built anew by replay. More may still arrive, and then it is finished again.</summary>
    Task FinishAsync();
}
