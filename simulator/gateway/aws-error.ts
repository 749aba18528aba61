/** An error that a service answers with, in its own wire form. */
export class AwsError extends Error {
  constructor(
    /** Such as `ResourceNotFoundException`: the name that the SDK's exception gets. */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
