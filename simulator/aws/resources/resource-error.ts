/**
 * Something went wrong with one resource; the message begins with its type and its name in the
 * program.
 */
export class ResourceError extends Error {
  override readonly name = "ResourceError";

  constructor(
    readonly type: string,
    readonly logicalName: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${type} "${logicalName}": ${reason}`, options);
  }
}

/** Runs `act`; what it throws comes out as the resource's. */
export async function naming<T>(
  resource: { type: string; logicalName: string },
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof ResourceError) throw cause;
    throw new ResourceError(
      resource.type,
      resource.logicalName,
      cause instanceof Error ? cause.message : String(cause),
      { cause },
    );
  }
}
