/**
 * Translation of what people read. JupyterLab loads one language with the page, so one bundle serves
 * all; without a translator (in tests, and where none is installed) the English text stands.
 */

import type { TranslationBundle } from '@jupyterlab/translation';

/** The name of the catalogue of this extension. */
export const DOMAIN = 'jupyter_commonground';

export type Translation = Pick<TranslationBundle, '__' | '_n' | '_p'>;

type Value = string | number;

const ENGLISH: Translation = {
  __: (text: string, ...values: unknown[]) => filled(text, values),
  _n: (one: string, many: string, count: number, ...values: unknown[]) =>
    filled(count === 1 ? one : many, [count, ...values]),
  _p: (_: string, text: string) => text
};

let bundle = ENGLISH;

/** Translate with this bundle from now on. */
export function translateWith(found: Translation): void {
  bundle = found;
}

/**
 * `%1`, `%2` … in a text stand for the values; in `_n`, `%1` stands for the count. As in JupyterLab,
 * `%%` stands for one percent sign, so a name such as `%%ai` is passed as a value.
 */
export const trans = {
  __: (text: string, ...values: Value[]): string => bundle.__(text, ...values),
  _n: (one: string, many: string, count: number, ...values: Value[]): string =>
    bundle._n(one, many, count, ...values)
};

/** A text that stands elsewhere than in the code, such as in a schema, by its context there. */
export function translatedIn(context: string, text: string): string {
  return bundle._p(context, text);
}

function filled(text: string, values: readonly unknown[]): string {
  return text.replace(/%%|%(\d+)/g, (_, at?: string) =>
    at === undefined ? '%' : String(values[Number(at) - 1])
  );
}
