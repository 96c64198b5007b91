/** Who works on what now, live, where it meets, and what this member is told of it. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import type { Server } from '../../api/server';
import type { Command } from '../../api/wire/command';
import type {
  ClaimView,
  NoticeView,
  OverlapView,
  ReportWork,
  WorkAnswer
} from '../../api/wire/types';
import { Fetched } from '../../feed/fetched';

export type Work = WorkAnswer;
export type Claim = ClaimView;
export type Notice = NoticeView;
export type Overlap = OverlapView;

/** Requests about work in progress. Each throws a Problem when it fails. */
export class WorkRequests {
  constructor(private readonly _server: Server) {}

  now(): Promise<WorkAnswer> {
    return this._server.get('/claims');
  }

  async report(work: ReportWork): Promise<void> {
    await this._server.post('/claims/report', work);
  }
}

export class WorkModel implements IDisposable {
  /** `command` has something carried out; it throws a Problem. */
  constructor(
    private readonly _requests: Pick<WorkRequests, 'now' | 'report'>,
    private readonly _command: (command: Command) => Promise<unknown>,
    changed: () => void
  ) {
    this._work = new Fetched(() => _requests.now(), changed);
  }

  get value(): Loadable<Work> {
    return this._work.value;
  }

  get isDisposed(): boolean {
    return this._work.isDisposed;
  }

  /** What this member is told, of each colleague whose work meets theirs. */
  get notices(): readonly Notice[] {
    const { value } = this._work;
    return value.tag === 'ready' ? value.value.notices : [];
  }

  /** Who else is at work in each cell of a notebook, by the cells' ids. */
  inCells(path: string, you: string): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    const { value } = this._work;
    for (const claim of value.tag === 'ready' ? value.value.claims : []) {
      if (claim.by !== you) {
        claim.files
          .filter(file => isPlace(file.path, path))
          .flatMap(file => file.cells)
          .forEach(cell => {
            const known = found.get(cell) ?? [];
            found.set(cell, known.includes(claim.by) ? known : [...known, claim.by]);
          });
      }
    }
    return found;
  }

  /** Who else changes each file, by its path. */
  inFiles(you: string): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    const { value } = this._work;
    for (const claim of value.tag === 'ready' ? value.value.claims : []) {
      for (const { path } of claim.by === you ? [] : claim.files) {
        const known = found.get(path) ?? [];
        found.set(path, known.includes(claim.by) ? known : [...known, claim.by]);
      }
    }
    return found;
  }

  /** Hear no more of these overlaps for some hours. Throws a Problem. */
  async snooze(notice: Notice, hours: number): Promise<void> {
    const overlaps = notice.places.map(({ overlap }) => overlap);
    await this._command({ command: 'snooze_overlap', overlaps, hours });
    await this._work.now();
  }

  /** Say what one is at; an empty text ends it. Throws a Problem. */
  async focus(text: string): Promise<void> {
    await this._command({ command: 'declare_focus', text });
    await this._work.now();
  }

  /** Throws a Problem. */
  async release(lease: string): Promise<void> {
    await this._command({ command: 'release_lease', lease });
    await this._work.now();
  }

  /** Choose what others see of one's changes, and what the guard does. Throws a Problem. */
  async choose(choice: { contents: boolean; guard: 'warn' | 'refuse' }): Promise<void> {
    await this._command({ command: 'set', name: 'own-work', value: choice });
    await this._work.now();
  }

  /** Throws a Problem. */
  report(work: ReportWork): Promise<void> {
    return this._requests.report(work);
  }

  soon(): void {
    this._work.soon();
  }

  forget(): void {
    this._work.forget();
  }

  dispose(): void {
    this._work.dispose();
  }

  private readonly _work: Fetched<Work>;
}

/** Whether the claimed path is that of the server's file: the served folder may lie deeper. */
export function isPlace(claimed: string, served: string): boolean {
  return claimed === served || claimed.endsWith(`/${served}`);
}
