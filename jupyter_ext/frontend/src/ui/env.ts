/** What every component may need and none should be handed by its parent: names, clock, Markdown. */

import type { IDisposable } from '@lumino/disposable';
import { createContext, useContext } from 'react';
import type { Person } from '../api/wire/member';
import type { Turn } from '../api/wire/turn';
import type { Answer } from '../core/answer';
import type { MarkdownFactory } from './markdown';

export interface Env {
  readonly now: number;
  readonly markdown: MarkdownFactory;
  person(username: string): Person;
  answer(id: string): Answer;
  watch(id: string): IDisposable;
  isDemo(turn: Turn): boolean;
}

const EnvContext = createContext<Env | null>(null);

export const EnvProvider = EnvContext.Provider;

export function useEnv(): Env {
  const env = useContext(EnvContext);
  if (env === null) {
    throw new Error('A component of Common Ground was drawn outside its panel.');
  }
  return env;
}
