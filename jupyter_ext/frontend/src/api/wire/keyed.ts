/** What a statement is about, as its author says. */

/** What a statement is about, as its author says; an empty text where nothing is said. */
export interface Keyed {
  readonly subject: string;
  readonly attribute: string;
  readonly value: string;
  readonly scope: string;
}
