using RlsMotion.Service.Hosting;

return await Startup.RunAsync(args);
