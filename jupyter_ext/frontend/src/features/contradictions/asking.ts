/**
 * What a member is asked about the entry that they wrote: how do the nearest ones stand to it? One
 * after the other, each of them skippable; an answer is a command. Refuses to know how it is drawn.
 */

import { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Dispute } from '../../api/wire/entry';
import type { SentCommand } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import { newestHead } from '../../core/entry';
import type { Near } from './requests';

export type How = Extract<SentCommand, { command: 'relate' }>['how'];

/** The entry that was written, and what is asked of it just now. */
export interface Asked {
  readonly entry: string;
  readonly revision: string;
  readonly title: string;
  readonly near: readonly Near[];
  /** Which of them is asked about. */
  readonly at: number;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

export interface AskingContext {
  near: (revision: string) => Promise<readonly Near[]>;
  say: (command: Command) => Promise<unknown>;
  changed: () => void;
}

export class AskingModel {
  /** What may contradict something, or shall replace it: anybody may say whether it does. */
  hints: readonly Dispute[] = [];

  constructor(private readonly _context: AskingContext) {}

  get now(): Asked | null {
    return this._now;
  }

  /** Ask about an entry that was just written; nothing where nothing is near, or it is a note. */
  async ask(entry: Entry): Promise<void> {
    const said = newestHead(entry);
    this._set(null);
    this._wanted = said?.id ?? null;
    if (said === undefined || entry.kind === 'note') {
      return;
    }
    const near = await this._context.near(said.id).catch(() => []);
    if (near.length > 0 && this._wanted === said.id) {
      this._set({
        entry: entry.id,
        revision: said.id,
        title: said.title,
        near,
        at: 0,
        busy: false,
        problem: null
      });
    }
  }

  /** Say how the entry stands to the one that is asked about, and go on to the next. */
  async say(how: How): Promise<void> {
    const asked = this._now;
    const other = asked?.near[asked.at];
    if (asked === null || other === undefined || asked.busy) {
      return;
    }
    this._set({ ...asked, busy: true, problem: null });
    try {
      await this.answer([asked.revision, other.revision], how);
    } catch (error) {
      if (this._now?.revision === asked.revision) {
        this._set({ ...asked, busy: false, problem: Problem.of(error) });
      }
      return;
    }
    if (this._now?.revision === asked.revision) {
      this._next(asked);
    }
  }

  /** Say how two versions stand to each other. Throws a Problem. */
  async answer(versions: readonly [string, string], how: How): Promise<void> {
    const [first, second] = versions;
    await this._context.say({ command: 'relate', first, second, how });
  }

  /** Leave this one out. */
  skip(): void {
    if (this._now !== null && !this._now.busy) {
      this._next(this._now);
    }
  }

  /** Leave all of them out. */
  close(): void {
    this._wanted = null;
    this._set(null);
  }

  private _next(asked: Asked): void {
    const at = asked.at + 1;
    this._set(
      at < asked.near.length ? { ...asked, at, busy: false, problem: null } : null
    );
  }

  private _set(asked: Asked | null): void {
    if (asked !== this._now) {
      this._now = asked;
      this._context.changed();
    }
  }

  private _now: Asked | null = null;
  /** The version that is asked about once its neighbours are here. */
  private _wanted: string | null = null;
}
