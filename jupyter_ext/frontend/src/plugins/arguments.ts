/** How commands describe what they are given, and how they read it. Pure. */

import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';

export interface Described {
  readonly args: ReadonlyJSONObject;
}

/** Nothing, or one of some words and texts by name, each with what it means. */
export function described(properties: ReadonlyJSONObject = {}): Described {
  return { args: { type: 'object', properties } };
}

/** A text among the arguments. */
export function text(description: string): ReadonlyJSONObject {
  return { type: 'string', description };
}

/** One of these words. */
export function choice(
  words: readonly string[],
  description: string
): ReadonlyJSONObject {
  return { type: 'string', enum: [...words], description };
}

export function textIn<Name extends string>(
  args: ReadonlyPartialJSONObject,
  name: Name
): { [name in Name]?: string } {
  const given = args[name];
  return typeof given === 'string'
    ? ({ [name]: given } as { [name in Name]?: string })
    : {};
}

export function wordIn<Word extends string>(
  args: ReadonlyPartialJSONObject,
  name: string,
  words: readonly Word[]
): Word | undefined {
  return words.find(word => word === args[name]);
}
