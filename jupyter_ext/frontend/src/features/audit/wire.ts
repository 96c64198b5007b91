/** What a redaction did, as the server says. */

/** What held a text that was taken out; `clean`: its bytes are in no file of the store any more. */
export interface Redaction {
  readonly versions: number;
  readonly turns: number;
  readonly clean: boolean;
}
