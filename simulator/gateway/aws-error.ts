/** An error that a service answers with; the service's protocol gives it its wire form. */
export class AwsError extends Error {
  constructor(
    /** Such as `ResourceNotFoundException`: the name that the SDK's exception gets. */
    readonly code: string,
    message: string,
    /** The status of HTTP. */
    readonly status = 400,
    /** What the exception holds beside its message, such as `Reason` and `ResourceId`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}
