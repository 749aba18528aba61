/**
 * An error in our own words: it says what was wrong, where and what is allowed, and holds no
 * number, name, message id, body or secret. The text of such an error may stand in a log; of any
 * other error a log has its name and code alone, because libraries quote what they were given.
 */
export class StatedError extends Error {
  override readonly name: string = "StatedError";
}
