/**
 * Thrown by a provider that did what it was asked and whose answer is lost on the way: the server
 * in front of it drops the connection, so that the client cannot know whether the request was
 * carried out.
 */
export class ResponseLost extends Error {
  override readonly name = "ResponseLost";

  constructor(provider: string) {
    super(`${provider} carried the request out, but its answer was lost on the way.`);
  }
}
