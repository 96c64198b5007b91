/** Whole sentences with elements in them, so that a translation may put these in its own order. */

import type { ReactNode } from 'react';
import { Fragment } from 'react';

/** Passed as values of a text, they leave its places as they are: for `sentence`. */
export const PLACES = ['%1', '%2', '%3', '%4', '%5', '%6', '%7'] as const;

/** A translated text with an element at each of its places. */
export function sentence(text: string, ...parts: readonly ReactNode[]): JSX.Element {
  return (
    <>
      {text.split(/(%\d)/).map((piece, at) => (
        <Fragment key={at}>
          {at % 2 === 1 ? parts[Number(piece[1]) - 1] : piece}
        </Fragment>
      ))}
    </>
  );
}
