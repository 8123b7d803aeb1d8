namespace RlsMotion.Storage;

/// <summary>Something could not be kept or read back. The message names the place and what to do about it.</summary>
public class StorageException(string message, Exception? cause = null) : IOException(message, cause);
