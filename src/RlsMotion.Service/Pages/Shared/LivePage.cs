using Microsoft.AspNetCore.Components;

namespace RlsMotion.Service.Pages.Shared;

/// <summary>A page that looks again while somebody looks at it. Once rendered on the server without a circuit it is a plain page.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Left => _left.Token;

    /// <summary>How often it looks again.</summary>
    protected virtual TimeSpan Every => TimeSpan.FromSeconds(2);

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LookAsync();

    /// <summary>Reads at once what depends on the page's parameters.</summary>
    protected override Task OnParametersSetAsync() => LookAsync();

    /// <summary>Begins to look again when the page is alive.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = WatchAsync();
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Every);
            while (await timer.WaitForNextTickAsync(_left.Token))
            {
                await InvokeAsync(async () =>
                {
                    await LookAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
#pragma warning disable CA1031 // whatever it is, the circuit's own error handling has to show it
        catch (Exception error)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        GC.SuppressFinalize(this);
    }
}
